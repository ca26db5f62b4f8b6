import core.ledger.schema
import disclosure.items.models
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('disclosure', '0001_initial')]

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('core', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='disclosure.category', verbose_name='上级目录')),
                ('description', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('rule_code', models.SlugField(default='disc_proactive', max_length=60, verbose_name='公开时限的规则代码')),
                ('fields', models.JSONField(blank=True, default=list, validators=[disclosure.items.models.check_fields], verbose_name='字段清单')),
                ('legal_basis', models.CharField(max_length=200, verbose_name='依据')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
            ],
            options={
                'verbose_name': '公开目录',
                'verbose_name_plural': '公开目录',
                'ordering': ['position', 'id'],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "disclosure_categoryevent" ("code", "description", "fields", "id", "is_active", "legal_basis", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rule_code") SELECT new_values."code", new_values."description", new_values."fields", new_values."id", new_values."is_active", new_values."legal_basis", new_values."name", new_values."parent_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."rule_code" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8ea2e1333d540c352ae12e69b475e923a9b7248f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c1008', referencing='REFERENCING NEW TABLE AS new_values ', table='disclosure_category', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "disclosure_categoryevent" ("code", "description", "fields", "id", "is_active", "legal_basis", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rule_code") SELECT new_values."code", new_values."description", new_values."fields", new_values."id", new_values."is_active", new_values."legal_basis", new_values."name", new_values."parent_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."rule_code" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5011db41c4619ac5b501aa21c6c64951b0bb4402', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_5f157', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='disclosure_category', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "disclosure_categoryevent" ("code", "description", "fields", "id", "is_active", "legal_basis", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rule_code") SELECT old_values."code", old_values."description", old_values."fields", old_values."id", old_values."is_active", old_values."legal_basis", old_values."name", old_values."parent_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."rule_code" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4665137565383c5069cd77930b26dc42b5261504', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1a6d9', referencing='REFERENCING OLD TABLE AS old_values ', table='disclosure_category', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='CategoryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='disclosure.category')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, max_length=40, verbose_name='代码')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='disclosure.category', verbose_name='上级目录')),
                ('description', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('rule_code', models.SlugField(db_index=False, default='disc_proactive', max_length=60, verbose_name='公开时限的规则代码')),
                ('fields', models.JSONField(blank=True, default=list, validators=[disclosure.items.models.check_fields], verbose_name='字段清单')),
                ('legal_basis', models.CharField(max_length=200, verbose_name='依据')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
            ],
            options={
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='291204b45cc07c49dbc72b1633d373af183ba66a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fee51', table='disclosure_categoryevent', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='disclosure.category', verbose_name='主题分类')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='core.agency', verbose_name='发文机关')),
                ('title', models.CharField(max_length=300, verbose_name='标题')),
                ('text', models.TextField(blank=True, verbose_name='正文')),
                ('document_number', models.CharField(blank=True, max_length=60, verbose_name='文号')),
                ('index_number', models.CharField(blank=True, max_length=30, verbose_name='索引号')),
                ('formed_on', models.DateField(verbose_name='成文日期')),
                ('validity', models.CharField(choices=[('in_force', '有效'), ('abolished', '废止')], default='in_force', max_length=10, verbose_name='有效性')),
                ('values', models.JSONField(blank=True, default=dict, verbose_name='其他内容')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='起草人')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='起草时间')),
                ('writer_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None, verbose_name='本版撰写人')),
                ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审核人')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='发布日期')),
                ('revised_on', models.DateField(blank=True, null=True, verbose_name='修订日期')),
                ('state', models.CharField(choices=[('draft', '起草中'), ('in_review', '待审核'), ('published', '已公开'), ('withdrawn', '不公开')], default='draft', max_length=20, verbose_name='状态')),
            ],
            options={
                'verbose_name': '公开事项',
                'verbose_name_plural': '公开事项',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['agency', 'state', '-id'], name='item_of_agency')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('index_number', ''), _negated=True), fields=('index_number',), name='item_index_number_once', violation_error_message='这个索引号已经用过。'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('published_on__isnull', False), ('reviewed_by__isnull', False), models.Q(('index_number', ''), _negated=True)), _connector='OR'), name='item_published_is_complete', violation_error_message='公开的事项要有索引号、发布日期和审核人。')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "disclosure_itemevent" ("agency_id", "category_id", "created_at", "created_by_id", "document_number", "formed_on", "id", "index_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "reviewed_by_id", "revised_on", "state", "text", "title", "validity", "values", "writer_ids") SELECT new_values."agency_id", new_values."category_id", new_values."created_at", new_values."created_by_id", new_values."document_number", new_values."formed_on", new_values."id", new_values."index_number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."published_on", new_values."reviewed_by_id", new_values."revised_on", new_values."state", new_values."text", new_values."title", new_values."validity", new_values."values", new_values."writer_ids" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='85493ee77c2811004aabecab8febacc63448e02c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_276ac', referencing='REFERENCING NEW TABLE AS new_values ', table='disclosure_item', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "disclosure_itemevent" ("agency_id", "category_id", "created_at", "created_by_id", "document_number", "formed_on", "id", "index_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "reviewed_by_id", "revised_on", "state", "text", "title", "validity", "values", "writer_ids") SELECT new_values."agency_id", new_values."category_id", new_values."created_at", new_values."created_by_id", new_values."document_number", new_values."formed_on", new_values."id", new_values."index_number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."published_on", new_values."reviewed_by_id", new_values."revised_on", new_values."state", new_values."text", new_values."title", new_values."validity", new_values."values", new_values."writer_ids" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9646f7135ec4ca616c0e9672e8d083e31169d69d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_860ac', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='disclosure_item', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "disclosure_itemevent" ("agency_id", "category_id", "created_at", "created_by_id", "document_number", "formed_on", "id", "index_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "reviewed_by_id", "revised_on", "state", "text", "title", "validity", "values", "writer_ids") SELECT old_values."agency_id", old_values."category_id", old_values."created_at", old_values."created_by_id", old_values."document_number", old_values."formed_on", old_values."id", old_values."index_number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."published_on", old_values."reviewed_by_id", old_values."revised_on", old_values."state", old_values."text", old_values."title", old_values."validity", old_values."values", old_values."writer_ids" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='424cea15fd2622dc6428b684326f18c4d5dd0d09', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_97734', referencing='REFERENCING OLD TABLE AS old_values ', table='disclosure_item', when='AFTER')), pgtrigger.compiler.Trigger(name='state_guard', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' THEN\n                IF NEW.state NOT IN ('draft') THEN\n                    RAISE EXCEPTION 'a row of % cannot begin as %', TG_TABLE_NAME, NEW.state USING ERRCODE = 'check_violation';\n                END IF;\n            ELSIF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('draft', 'in_review'), ('draft', 'withdrawn'), ('in_review', 'draft'), ('in_review', 'published'), ('in_review', 'withdrawn'), ('published', 'draft'), ('published', 'withdrawn')) THEN\n                RAISE EXCEPTION 'a row of % cannot go from % to %', TG_TABLE_NAME, OLD.state, NEW.state USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='ca404c283b29d5dbde9a533ddb472f52adaec38a', operation='INSERT OR UPDATE OF "state"', pgid='pgtrigger_state_guard_3a2ae', table='disclosure_item', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='ItemEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='disclosure.item')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('category', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='disclosure.category', verbose_name='主题分类')),
                ('agency', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.agency', verbose_name='发文机关')),
                ('title', models.CharField(max_length=300, verbose_name='标题')),
                ('text', models.TextField(blank=True, verbose_name='正文')),
                ('document_number', models.CharField(blank=True, max_length=60, verbose_name='文号')),
                ('index_number', models.CharField(blank=True, max_length=30, verbose_name='索引号')),
                ('formed_on', models.DateField(verbose_name='成文日期')),
                ('validity', models.CharField(choices=[('in_force', '有效'), ('abolished', '废止')], default='in_force', max_length=10, verbose_name='有效性')),
                ('values', models.JSONField(blank=True, default=dict, verbose_name='其他内容')),
                ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='起草人')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='起草时间')),
                ('writer_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None, verbose_name='本版撰写人')),
                ('reviewed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审核人')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='发布日期')),
                ('revised_on', models.DateField(blank=True, null=True, verbose_name='修订日期')),
                ('state', models.CharField(choices=[('draft', '起草中'), ('in_review', '待审核'), ('published', '已公开'), ('withdrawn', '不公开')], default='draft', max_length=20, verbose_name='状态')),
            ],
            options={
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='75e5620b15a9494f665e1f3c2e2d2747702fe48a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_50816', table='disclosure_itemevent', when='BEFORE'))],
            },
        ),
        core.ledger.schema.InstallTriggers(
        ),
    ]
