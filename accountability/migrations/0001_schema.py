import core.ledger.schema
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('accountability', '0001_initial'), ('accountability', '0002_clues_of_compensation'), ('accountability', '0003_clues_of_second_requests')]

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('core', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Clue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='编号')),
                ('title', models.CharField(max_length=300, verbose_name='标题')),
                ('text', models.TextField(verbose_name='反映的情况')),
                ('source', models.CharField(choices=[('missed_deadline', '期限逾期'), ('report', '群众反映'), ('inspection', '督查发现'), ('audit', '审计移送'), ('media', '媒体报道'), ('compensation', '变更承诺需要补偿'), ('papers_asked_twice', '重复要求补正材料')], max_length=20, verbose_name='来源')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clues', to='core.agency', verbose_name='被反映单位')),
                ('missed', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clue', to='core.deadline', verbose_name='逾期的期限')),
                ('origin', models.CharField(blank=True, editable=False, max_length=60, null=True, unique=True, verbose_name='来自')),
                ('opened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('state', models.CharField(choices=[('open', '待初核'), ('case_opened', '已立案'), ('dismissed', '不予立案')], default='open', max_length=20, verbose_name='状态')),
            ],
            options={
                'verbose_name': '问责线索',
                'verbose_name_plural': '问责线索',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['state', '-id'], name='clue_of_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('missed__isnull', False), ('source', 'missed_deadline')), models.Q(models.Q(('source', 'missed_deadline'), _negated=True), ('missed', None), ('opened_by__isnull', False)), _connector='OR'), name='clue_has_an_origin', violation_error_message='线索要么来自逾期的期限，要么由人登记。')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_clueevent" ("agency_id", "id", "missed_id", "number", "opened_at", "opened_by_id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "state", "text", "title") SELECT new_values."agency_id", new_values."id", new_values."missed_id", new_values."number", new_values."opened_at", new_values."opened_by_id", new_values."origin", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."state", new_values."text", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='02db34d5d17b06474630da9cc90255c84f39d727', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a2685', referencing='REFERENCING NEW TABLE AS new_values ', table='accountability_clue', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_clueevent" ("agency_id", "id", "missed_id", "number", "opened_at", "opened_by_id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "state", "text", "title") SELECT new_values."agency_id", new_values."id", new_values."missed_id", new_values."number", new_values."opened_at", new_values."opened_by_id", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."state", new_values."text", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='57186a93e3ad344399ca9bec6452b08d370b313f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_15118', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='accountability_clue', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_clueevent" ("agency_id", "id", "missed_id", "number", "opened_at", "opened_by_id", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "state", "text", "title") SELECT old_values."agency_id", old_values."id", old_values."missed_id", old_values."number", old_values."opened_at", old_values."opened_by_id", old_values."origin", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."state", old_values."text", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ef0b92786ff1fb077573da54b5612f4161abc65c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_09658', referencing='REFERENCING OLD TABLE AS old_values ', table='accountability_clue', when='AFTER')), pgtrigger.compiler.Trigger(name='state_guard', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                IF NEW.state NOT IN ('open') THEN\n                    RAISE EXCEPTION 'a row of % cannot begin as %', TG_TABLE_NAME, NEW.state USING ERRCODE = 'check_violation';\n                END IF;\n            ELSIF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('open', 'case_opened'), ('open', 'dismissed')) THEN\n                RAISE EXCEPTION 'a row of % cannot go from % to %', TG_TABLE_NAME, OLD.state, NEW.state USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='3a6720ebd6ae74e152415c2f0f73d08b2c8decec', operation='INSERT OR UPDATE OF "state"', pgid='pgtrigger_state_guard_1b46a', table='accountability_clue', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Ground',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('description', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('legal_basis', models.CharField(max_length=200, verbose_name='依据')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
            ],
            options={
                'verbose_name': '问责情形',
                'verbose_name_plural': '问责情形',
                'ordering': ['position', 'id'],
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_groundevent" ("code", "description", "id", "is_active", "legal_basis", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."code", new_values."description", new_values."id", new_values."is_active", new_values."legal_basis", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9bf95b858649abe3685bdbf8f342a8b297dd66ec', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a4276', referencing='REFERENCING NEW TABLE AS new_values ', table='accountability_ground', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_groundevent" ("code", "description", "id", "is_active", "legal_basis", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."code", new_values."description", new_values."id", new_values."is_active", new_values."legal_basis", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8e989a21fbb64639605cfc523e905430e2722b45', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c0daf', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='accountability_ground', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_groundevent" ("code", "description", "id", "is_active", "legal_basis", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT old_values."code", old_values."description", old_values."id", old_values."is_active", old_values."legal_basis", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c5abf7ba8166387bf7d65c2141869fd7d78090b1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_3d16e', referencing='REFERENCING OLD TABLE AS old_values ', table='accountability_ground', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('description', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('legal_basis', models.CharField(max_length=200, verbose_name='依据')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
                ('is_public', models.BooleanField(default=False, help_text='选了这种方式，结果一定公布。', verbose_name='必须向社会公布')),
            ],
            options={
                'verbose_name': '问责方式',
                'verbose_name_plural': '问责方式',
                'ordering': ['position', 'id'],
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_measureevent" ("code", "description", "id", "is_active", "is_public", "legal_basis", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."code", new_values."description", new_values."id", new_values."is_active", new_values."is_public", new_values."legal_basis", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2d78198d8cc249e1ae01a889b8fd6b9ea4003188', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bd5e8', referencing='REFERENCING NEW TABLE AS new_values ', table='accountability_measure', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_measureevent" ("code", "description", "id", "is_active", "is_public", "legal_basis", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."code", new_values."description", new_values."id", new_values."is_active", new_values."is_public", new_values."legal_basis", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0c1c7e82c53e3999902ccb0df4056ce562242147', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_df5d4', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='accountability_measure', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_measureevent" ("code", "description", "id", "is_active", "is_public", "legal_basis", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT old_values."code", old_values."description", old_values."id", old_values."is_active", old_values."is_public", old_values."legal_basis", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='be5de6cf2fa89b54cc4c3d8b9c019244b8369500', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7400c', referencing='REFERENCING OLD TABLE AS old_values ', table='accountability_measure', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='编号')),
                ('clue', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='case', to='accountability.clue', verbose_name='线索')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='core.agency', verbose_name='被问责单位')),
                ('respondent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='core.civilservant', verbose_name='被问责人')),
                ('ground', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='accountability.ground', verbose_name='问责情形')),
                ('title', models.CharField(max_length=300, verbose_name='案由')),
                ('facts', models.TextField(verbose_name='立案时的事实')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='立案人')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='立案时间')),
                ('finding', models.TextField(blank=True, verbose_name='调查结论')),
                ('found_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='调查人')),
                ('found_at', models.DateTimeField(blank=True, null=True, verbose_name='调查结论时间')),
                ('measure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='accountability.measure', verbose_name='问责方式')),
                ('decision', models.TextField(blank=True, verbose_name='决定')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='决定日期')),
                ('is_public', models.BooleanField(default=False, verbose_name='结果已公布')),
                ('state', models.CharField(choices=[('open', '待指派'), ('investigating', '调查中'), ('closed', '已问责'), ('dismissed', '不予问责')], default='open', max_length=20, verbose_name='状态')),
            ],
            options={
                'verbose_name': '问责案件',
                'verbose_name_plural': '问责案件',
                'ordering': ['-id'],
                'permissions': [('handle_case', '承办问责案件')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False), ('measure__isnull', False), models.Q(('decision', ''), _negated=True)), _connector='OR'), name='case_closed_is_decided', violation_error_message='办结的案件要有问责方式、决定和决定人。')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_caseevent" ("agency_id", "clue_id", "decided_by_id", "decided_on", "decision", "facts", "finding", "found_at", "found_by_id", "ground_id", "id", "is_public", "measure_id", "number", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "respondent_id", "state", "title") SELECT new_values."agency_id", new_values."clue_id", new_values."decided_by_id", new_values."decided_on", new_values."decision", new_values."facts", new_values."finding", new_values."found_at", new_values."found_by_id", new_values."ground_id", new_values."id", new_values."is_public", new_values."measure_id", new_values."number", new_values."opened_at", new_values."opened_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."respondent_id", new_values."state", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='75a6c117fcd2d659c60b003b115cc91816859468', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_144a8', referencing='REFERENCING NEW TABLE AS new_values ', table='accountability_case', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_caseevent" ("agency_id", "clue_id", "decided_by_id", "decided_on", "decision", "facts", "finding", "found_at", "found_by_id", "ground_id", "id", "is_public", "measure_id", "number", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "respondent_id", "state", "title") SELECT new_values."agency_id", new_values."clue_id", new_values."decided_by_id", new_values."decided_on", new_values."decision", new_values."facts", new_values."finding", new_values."found_at", new_values."found_by_id", new_values."ground_id", new_values."id", new_values."is_public", new_values."measure_id", new_values."number", new_values."opened_at", new_values."opened_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."respondent_id", new_values."state", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='420de65801e640bc4eb717be8785fae90a19f3c4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a6575', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='accountability_case', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accountability_caseevent" ("agency_id", "clue_id", "decided_by_id", "decided_on", "decision", "facts", "finding", "found_at", "found_by_id", "ground_id", "id", "is_public", "measure_id", "number", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "respondent_id", "state", "title") SELECT old_values."agency_id", old_values."clue_id", old_values."decided_by_id", old_values."decided_on", old_values."decision", old_values."facts", old_values."finding", old_values."found_at", old_values."found_by_id", old_values."ground_id", old_values."id", old_values."is_public", old_values."measure_id", old_values."number", old_values."opened_at", old_values."opened_by_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."respondent_id", old_values."state", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='eb2aee3519c4105b9ff001e0a45c05705a51b4f0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_08a35', referencing='REFERENCING OLD TABLE AS old_values ', table='accountability_case', when='AFTER')), pgtrigger.compiler.Trigger(name='state_guard', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                IF NEW.state NOT IN ('open') THEN\n                    RAISE EXCEPTION 'a row of % cannot begin as %', TG_TABLE_NAME, NEW.state USING ERRCODE = 'check_violation';\n                END IF;\n            ELSIF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('investigating', 'closed'), ('investigating', 'dismissed'), ('open', 'investigating')) THEN\n                RAISE EXCEPTION 'a row of % cannot go from % to %', TG_TABLE_NAME, OLD.state, NEW.state USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='f93e391f733fd590f58b843acd2e979b20386664', operation='INSERT OR UPDATE OF "state"', pgid='pgtrigger_state_guard_f7dd4', table='accountability_case', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='ClueEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accountability.clue')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(max_length=40, verbose_name='编号')),
                ('title', models.CharField(max_length=300, verbose_name='标题')),
                ('text', models.TextField(verbose_name='反映的情况')),
                ('source', models.CharField(choices=[('missed_deadline', '期限逾期'), ('report', '群众反映'), ('inspection', '督查发现'), ('audit', '审计移送'), ('media', '媒体报道'), ('compensation', '变更承诺需要补偿'), ('papers_asked_twice', '重复要求补正材料')], max_length=20, verbose_name='来源')),
                ('agency', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.agency', verbose_name='被反映单位')),
                ('missed', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.deadline', verbose_name='逾期的期限')),
                ('origin', models.CharField(blank=True, editable=False, max_length=60, null=True, verbose_name='来自')),
                ('opened_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('state', models.CharField(choices=[('open', '待初核'), ('case_opened', '已立案'), ('dismissed', '不予立案')], default='open', max_length=20, verbose_name='状态')),
            ],
            options={
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d2568b07b859b0a76c7e4ef9d72d014ea5dfd2d7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_34923', table='accountability_clueevent', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='GroundEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accountability.ground')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('description', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('legal_basis', models.CharField(max_length=200, verbose_name='依据')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
            ],
            options={
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c17c06046e11946a4874a65fb01f7366f661ef15', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_668fd', table='accountability_groundevent', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='MeasureEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accountability.measure')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('description', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('legal_basis', models.CharField(max_length=200, verbose_name='依据')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
                ('is_public', models.BooleanField(default=False, help_text='选了这种方式，结果一定公布。', verbose_name='必须向社会公布')),
            ],
            options={
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='98d8a64725b3a789a18d049b0b5f560d75188446', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3adb0', table='accountability_measureevent', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='CaseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accountability.case')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(max_length=40, verbose_name='编号')),
                ('clue', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accountability.clue', verbose_name='线索')),
                ('agency', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.agency', verbose_name='被问责单位')),
                ('respondent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.civilservant', verbose_name='被问责人')),
                ('ground', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accountability.ground', verbose_name='问责情形')),
                ('title', models.CharField(max_length=300, verbose_name='案由')),
                ('facts', models.TextField(verbose_name='立案时的事实')),
                ('opened_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='立案人')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='立案时间')),
                ('finding', models.TextField(blank=True, verbose_name='调查结论')),
                ('found_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='调查人')),
                ('found_at', models.DateTimeField(blank=True, null=True, verbose_name='调查结论时间')),
                ('measure', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accountability.measure', verbose_name='问责方式')),
                ('decision', models.TextField(blank=True, verbose_name='决定')),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='决定日期')),
                ('is_public', models.BooleanField(default=False, verbose_name='结果已公布')),
                ('state', models.CharField(choices=[('open', '待指派'), ('investigating', '调查中'), ('closed', '已问责'), ('dismissed', '不予问责')], default='open', max_length=20, verbose_name='状态')),
            ],
            options={
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f894e8807b4b75769a96ee8dd949b9ca2323334a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e305a', table='accountability_caseevent', when='BEFORE'))],
            },
        ),
        core.ledger.schema.InstallTriggers(
        ),
    ]
