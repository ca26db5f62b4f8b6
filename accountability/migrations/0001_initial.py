import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='编号')),
                ('title', models.CharField(max_length=300, verbose_name='案由')),
                ('facts', models.TextField(verbose_name='立案时的事实')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='立案时间')),
                ('finding', models.TextField(blank=True, verbose_name='调查结论')),
                ('found_at', models.DateTimeField(blank=True, null=True, verbose_name='调查结论时间')),
                ('decision', models.TextField(blank=True, verbose_name='决定')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='决定日期')),
                ('is_public', models.BooleanField(default=False, verbose_name='结果已公布')),
                ('state', models.CharField(choices=[('open', '待指派'), ('investigating', '调查中'), ('closed', '已问责'), ('dismissed', '不予问责')], default='open', max_length=20, verbose_name='状态')),
            ],
            options={
                'verbose_name': '问责案件',
                'verbose_name_plural': '问责案件',
                'ordering': ['-id'],
                'permissions': [('handle_case', '承办问责案件')],
            },
        ),
        migrations.CreateModel(
            name='CaseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(max_length=40, verbose_name='编号')),
                ('title', models.CharField(max_length=300, verbose_name='案由')),
                ('facts', models.TextField(verbose_name='立案时的事实')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='立案时间')),
                ('finding', models.TextField(blank=True, verbose_name='调查结论')),
                ('found_at', models.DateTimeField(blank=True, null=True, verbose_name='调查结论时间')),
                ('decision', models.TextField(blank=True, verbose_name='决定')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='决定日期')),
                ('is_public', models.BooleanField(default=False, verbose_name='结果已公布')),
                ('state', models.CharField(choices=[('open', '待指派'), ('investigating', '调查中'), ('closed', '已问责'), ('dismissed', '不予问责')], default='open', max_length=20, verbose_name='状态')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Clue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='编号')),
                ('title', models.CharField(max_length=300, verbose_name='标题')),
                ('text', models.TextField(verbose_name='反映的情况')),
                ('source', models.CharField(choices=[('missed_deadline', '期限逾期'), ('report', '群众反映'), ('inspection', '督查发现'), ('audit', '审计移送'), ('media', '媒体报道')], max_length=20, verbose_name='来源')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('state', models.CharField(choices=[('open', '待初核'), ('case_opened', '已立案'), ('dismissed', '不予立案')], default='open', max_length=20, verbose_name='状态')),
            ],
            options={
                'verbose_name': '问责线索',
                'verbose_name_plural': '问责线索',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ClueEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(max_length=40, verbose_name='编号')),
                ('title', models.CharField(max_length=300, verbose_name='标题')),
                ('text', models.TextField(verbose_name='反映的情况')),
                ('source', models.CharField(choices=[('missed_deadline', '期限逾期'), ('report', '群众反映'), ('inspection', '督查发现'), ('audit', '审计移送'), ('media', '媒体报道')], max_length=20, verbose_name='来源')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('state', models.CharField(choices=[('open', '待初核'), ('case_opened', '已立案'), ('dismissed', '不予立案')], default='open', max_length=20, verbose_name='状态')),
            ],
            options={
                'abstract': False,
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
            },
        ),
        migrations.CreateModel(
            name='GroundEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
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
            },
        ),
        migrations.CreateModel(
            name='MeasureEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
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
            },
        ),
    ]
