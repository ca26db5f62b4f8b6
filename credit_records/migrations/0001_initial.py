import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('core', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='CreditFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='建档日期')),
                ('agency', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credit_file', to='core.agency', verbose_name='机构')),
                ('civil_servant', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credit_file', to='core.civilservant', verbose_name='公务员')),
            ],
            options={
                'verbose_name': '信用档案',
                'verbose_name_plural': '信用档案',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('agency__isnull', False), ('civil_servant', None)), models.Q(('agency', None), ('civil_servant__isnull', False)), _connector='OR'), name='credit_file_of_one_subject', violation_error_message='一份档案只属于一个机构或者一名公务员。')],
            },
        ),
        migrations.CreateModel(
            name='RecordType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='类型代码')),
                ('name', models.CharField(max_length=100, verbose_name='名称')),
                ('polarity', models.CharField(choices=[('good', '守信'), ('bad', '失信')], max_length=10, verbose_name='性质')),
                ('dimension', models.CharField(choices=[('decision', '决策'), ('execution', '执行'), ('supervision', '监督'), ('service', '服务'), ('commerce', '商务')], max_length=20, verbose_name='维度')),
                ('severity', models.CharField(blank=True, choices=[('minor', '轻微失信'), ('ordinary', '一般失信'), ('serious', '严重失信')], max_length=20, verbose_name='程度')),
                ('legal_basis', models.CharField(max_length=200, verbose_name='依据')),
                ('verification', models.CharField(choices=[('text', '已核对条文'), ('page', '见于公开网页，条文待核对'), ('elsewhere', '外地规定，仅供参照'), ('memory', '未核对，使用前请查证'), ('none', '本地设定，无法定依据')], max_length=20, verbose_name='核对情况')),
                ('publicity_rule', models.SlugField(blank=True, max_length=60, verbose_name='公示期规则')),
                ('opened_by_purpose', models.SlugField(blank=True, help_text='期限的用途代码。逾期后系统自动起草一条这种记录，仍由信用办审核。', max_length=30, verbose_name='由哪种期限逾期触发')),
                ('publishes', models.BooleanField(default=True, verbose_name='机构的记录向社会公示')),
                ('effective_from', models.DateField(blank=True, null=True, verbose_name='启用日期')),
                ('effective_to', models.DateField(blank=True, null=True, verbose_name='停用日期')),
            ],
            options={
                'verbose_name': '记录类型',
                'verbose_name_plural': '记录类型',
                'ordering': ['polarity', 'dimension', 'code'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('opened_by_purpose', ''), _negated=True), fields=('opened_by_purpose',), name='record_type_one_a_purpose', violation_error_message='这种期限逾期已由另一个类型起草记录。'), models.CheckConstraint(condition=models.Q(models.Q(('polarity', 'good'), ('severity', '')), models.Q(('polarity', 'bad'), models.Q(('severity', ''), _negated=True)), _connector='OR'), name='record_type_bad_has_severity', violation_error_message='失信类型要选程度，守信类型不选。')],
            },
        ),
        migrations.CreateModel(
            name='RecordTypeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, max_length=60, verbose_name='类型代码')),
                ('name', models.CharField(max_length=100, verbose_name='名称')),
                ('polarity', models.CharField(choices=[('good', '守信'), ('bad', '失信')], max_length=10, verbose_name='性质')),
                ('dimension', models.CharField(choices=[('decision', '决策'), ('execution', '执行'), ('supervision', '监督'), ('service', '服务'), ('commerce', '商务')], max_length=20, verbose_name='维度')),
                ('severity', models.CharField(blank=True, choices=[('minor', '轻微失信'), ('ordinary', '一般失信'), ('serious', '严重失信')], max_length=20, verbose_name='程度')),
                ('legal_basis', models.CharField(max_length=200, verbose_name='依据')),
                ('verification', models.CharField(choices=[('text', '已核对条文'), ('page', '见于公开网页，条文待核对'), ('elsewhere', '外地规定，仅供参照'), ('memory', '未核对，使用前请查证'), ('none', '本地设定，无法定依据')], max_length=20, verbose_name='核对情况')),
                ('publicity_rule', models.SlugField(blank=True, db_index=False, max_length=60, verbose_name='公示期规则')),
                ('opened_by_purpose', models.SlugField(blank=True, db_index=False, help_text='期限的用途代码。逾期后系统自动起草一条这种记录，仍由信用办审核。', max_length=30, verbose_name='由哪种期限逾期触发')),
                ('publishes', models.BooleanField(default=True, verbose_name='机构的记录向社会公示')),
                ('effective_from', models.DateField(blank=True, null=True, verbose_name='启用日期')),
                ('effective_to', models.DateField(blank=True, null=True, verbose_name='停用日期')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='credit_records.recordtype')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CreditFileEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('opened_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='建档日期')),
                ('agency', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.agency', verbose_name='机构')),
                ('civil_servant', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.civilservant', verbose_name='公务员')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='credit_records.creditfile')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CreditRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='编号')),
                ('title', models.CharField(max_length=300, verbose_name='标题')),
                ('facts', models.TextField(verbose_name='事实')),
                ('happened_on', models.DateField(verbose_name='发生日期')),
                ('basis', models.TextField(verbose_name='依据')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='录入时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='认定时间')),
                ('reason', models.TextField(blank=True, verbose_name='理由')),
                ('public_until', models.DateField(blank=True, null=True, verbose_name='最长公示到')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('state', models.CharField(choices=[('draft', '草稿'), ('in_review', '待确认'), ('in_force', '生效'), ('dismissed', '不予认定'), ('revoked', '已撤销')], default='draft', max_length=20, verbose_name='状态')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entered_records', to='core.agency', verbose_name='录入单位')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='credit_records.creditfile', verbose_name='信用档案')),
                ('source_deadline', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credit_record', to='core.deadline', verbose_name='逾期的期限')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提交人')),
                ('type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='credit_records.recordtype', verbose_name='类型')),
            ],
            options={
                'verbose_name': '信用记录',
                'verbose_name_plural': '信用记录',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('number',), name='record_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['in_force', 'revoked']), _negated=True), models.Q(('confirmed_by__isnull', False), ('decided_at__isnull', False), models.Q(('number', ''), _negated=True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='record_settled_is_decided'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['in_force', 'revoked']), _negated=True), models.Q(models.Q(('confirmed_by', models.F('created_by')), _negated=True), models.Q(('confirmed_by', models.F('submitted_by')), _negated=True)), _connector='OR'), name='record_maker_is_not_checker')],
                'indexes': [models.Index(fields=['file', '-decided_at'], name='record_of_file'), models.Index(fields=['agency', '-id'], name='record_entered_by'), models.Index(fields=['state', '-id'], name='record_in_state')],
            },
        ),
        migrations.CreateModel(
            name='CreditRecordEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='编号')),
                ('title', models.CharField(max_length=300, verbose_name='标题')),
                ('facts', models.TextField(verbose_name='事实')),
                ('happened_on', models.DateField(verbose_name='发生日期')),
                ('basis', models.TextField(verbose_name='依据')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='录入时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='认定时间')),
                ('reason', models.TextField(blank=True, verbose_name='理由')),
                ('public_until', models.DateField(blank=True, null=True, verbose_name='最长公示到')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('state', models.CharField(choices=[('draft', '草稿'), ('in_review', '待确认'), ('in_force', '生效'), ('dismissed', '不予认定'), ('revoked', '已撤销')], default='draft', max_length=20, verbose_name='状态')),
                ('agency', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.agency', verbose_name='录入单位')),
                ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                ('created_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
                ('file', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='credit_records.creditfile', verbose_name='信用档案')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='credit_records.creditrecord')),
                ('source_deadline', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.deadline', verbose_name='逾期的期限')),
                ('submitted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提交人')),
                ('type', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='credit_records.recordtype', verbose_name='类型')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recordtype',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "credit_records_recordtypeevent" ("code", "dimension", "effective_from", "effective_to", "id", "legal_basis", "name", "opened_by_purpose", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "polarity", "publicity_rule", "publishes", "severity", "verification") SELECT new_values."code", new_values."dimension", new_values."effective_from", new_values."effective_to", new_values."id", new_values."legal_basis", new_values."name", new_values."opened_by_purpose", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."polarity", new_values."publicity_rule", new_values."publishes", new_values."severity", new_values."verification" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='dbcc7f22567d721a203b57190bfa5bf21e90e4e1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b1a01', referencing='REFERENCING NEW TABLE AS new_values ', table='credit_records_recordtype', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recordtype',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "credit_records_recordtypeevent" ("code", "dimension", "effective_from", "effective_to", "id", "legal_basis", "name", "opened_by_purpose", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "polarity", "publicity_rule", "publishes", "severity", "verification") SELECT new_values."code", new_values."dimension", new_values."effective_from", new_values."effective_to", new_values."id", new_values."legal_basis", new_values."name", new_values."opened_by_purpose", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."polarity", new_values."publicity_rule", new_values."publishes", new_values."severity", new_values."verification" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='50ba436b1a3a7b5520ec458ffcc557102f2c847f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7d099', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='credit_records_recordtype', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recordtype',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "credit_records_recordtypeevent" ("code", "dimension", "effective_from", "effective_to", "id", "legal_basis", "name", "opened_by_purpose", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "polarity", "publicity_rule", "publishes", "severity", "verification") SELECT old_values."code", old_values."dimension", old_values."effective_from", old_values."effective_to", old_values."id", old_values."legal_basis", old_values."name", old_values."opened_by_purpose", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."polarity", old_values."publicity_rule", old_values."publishes", old_values."severity", old_values."verification" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4dd2ca0a33276a79ae0b815ee8b9e9ed6337966f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_936f3', referencing='REFERENCING OLD TABLE AS old_values ', table='credit_records_recordtype', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditfile',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "credit_records_creditfileevent" ("agency_id", "civil_servant_id", "id", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."agency_id", new_values."civil_servant_id", new_values."id", new_values."opened_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a92772c8c7d6351b421f20ff0fe5a7c7fab5fb7c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_632c5', referencing='REFERENCING NEW TABLE AS new_values ', table='credit_records_creditfile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditfile',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "credit_records_creditfileevent" ("agency_id", "civil_servant_id", "id", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."agency_id", new_values."civil_servant_id", new_values."id", new_values."opened_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='319300fa6cc194e8bf5ae2950a1444ac8c4c1b41', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1ce69', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='credit_records_creditfile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditfile',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "credit_records_creditfileevent" ("agency_id", "civil_servant_id", "id", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."agency_id", old_values."civil_servant_id", old_values."id", old_values."opened_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='329207c05b0b3b9b7f87c0529c4fdb61177dcdc8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_855f0', referencing='REFERENCING OLD TABLE AS old_values ', table='credit_records_creditfile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditfileevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7b8591af7feb018496f0bcaf4e2d0a3dbf4831c0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_931da', table='credit_records_creditfileevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditrecordevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d6ea1faef63276b51dcfbc668006929c2170a5c5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c30d8', table='credit_records_creditrecordevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditrecord',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "credit_records_creditrecordevent" ("agency_id", "basis", "confirmed_by_id", "created_at", "created_by_id", "decided_at", "ended_on", "facts", "file_id", "happened_on", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_until", "reason", "source_deadline_id", "state", "submitted_by_id", "title", "type_id") SELECT new_values."agency_id", new_values."basis", new_values."confirmed_by_id", new_values."created_at", new_values."created_by_id", new_values."decided_at", new_values."ended_on", new_values."facts", new_values."file_id", new_values."happened_on", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."public_until", new_values."reason", new_values."source_deadline_id", new_values."state", new_values."submitted_by_id", new_values."title", new_values."type_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='81827963c3586d382d3794b64382f3f02e941ba5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_89e09', referencing='REFERENCING NEW TABLE AS new_values ', table='credit_records_creditrecord', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditrecord',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "credit_records_creditrecordevent" ("agency_id", "basis", "confirmed_by_id", "created_at", "created_by_id", "decided_at", "ended_on", "facts", "file_id", "happened_on", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_until", "reason", "source_deadline_id", "state", "submitted_by_id", "title", "type_id") SELECT new_values."agency_id", new_values."basis", new_values."confirmed_by_id", new_values."created_at", new_values."created_by_id", new_values."decided_at", new_values."ended_on", new_values."facts", new_values."file_id", new_values."happened_on", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."public_until", new_values."reason", new_values."source_deadline_id", new_values."state", new_values."submitted_by_id", new_values."title", new_values."type_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b2a1ac68efd8de166ec80d25b51eb8d98f5fd96f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e5f3f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='credit_records_creditrecord', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditrecord',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "credit_records_creditrecordevent" ("agency_id", "basis", "confirmed_by_id", "created_at", "created_by_id", "decided_at", "ended_on", "facts", "file_id", "happened_on", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_until", "reason", "source_deadline_id", "state", "submitted_by_id", "title", "type_id") SELECT old_values."agency_id", old_values."basis", old_values."confirmed_by_id", old_values."created_at", old_values."created_by_id", old_values."decided_at", old_values."ended_on", old_values."facts", old_values."file_id", old_values."happened_on", old_values."id", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."public_until", old_values."reason", old_values."source_deadline_id", old_values."state", old_values."submitted_by_id", old_values."title", old_values."type_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='44e725450ef862bacef1d1391643f4eff5aa8bf4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_5d5f8', referencing='REFERENCING OLD TABLE AS old_values ', table='credit_records_creditrecord', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditrecord',
            trigger=pgtrigger.compiler.Trigger(name='state_guard', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                IF NEW.state NOT IN ('draft') THEN\n                    RAISE EXCEPTION 'a row of % cannot begin as %', TG_TABLE_NAME, NEW.state USING ERRCODE = 'check_violation';\n                END IF;\n            ELSIF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('draft', 'dismissed'), ('draft', 'in_review'), ('in_force', 'revoked'), ('in_review', 'dismissed'), ('in_review', 'draft'), ('in_review', 'in_force')) THEN\n                RAISE EXCEPTION 'a row of % cannot go from % to %', TG_TABLE_NAME, OLD.state, NEW.state USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='a7b69bb959e3448b15b0900da92b10e206b6840f', operation='INSERT OR UPDATE OF "state"', pgid='pgtrigger_state_guard_2e988', table='credit_records_creditrecord', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recordtypeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='54879349a6e1bdaa9f9dfe64864e92b5e694f09f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_64486', table='credit_records_recordtypeevent', when='BEFORE')),
        ),
    ]
