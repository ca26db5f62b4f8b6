import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('portal', '0001_subscriptions'), ('portal', '0002_follow_guides'), ('portal', '0003_follow_assessments')]

    initial = True

    dependencies = [
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.publicentry', verbose_name='承诺')),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.agency', verbose_name='机构')),
                ('words', models.CharField(blank=True, max_length=100, verbose_name='搜索的词')),
                ('kind', models.CharField(blank=True, choices=[('commitment', '承诺'), ('list', '年度清单'), ('assessment', '年度考核'), ('item', '公开事项'), ('record', '信用记录'), ('case', '问责结果'), ('agency', '机构'), ('rating', '信用评价'), ('service', '办事指南')], max_length=20, verbose_name='类别')),
                ('address_sealed', models.TextField(editable=False, verbose_name='邮箱（密文）')),
                ('address_index', models.CharField(db_index=True, editable=False, max_length=64, verbose_name='邮箱的索引')),
                ('language', models.CharField(max_length=10, verbose_name='语言')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='申请时间')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='确认时间')),
                ('told_until', models.DateTimeField(blank=True, null=True, verbose_name='已告知到')),
            ],
            options={
                'verbose_name': '订阅',
                'verbose_name_plural': '订阅',
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('confirmed_at__isnull', False), ('entry', None)), fields=['told_until', 'id'], name='subscription_to_tell')],
                'constraints': [models.UniqueConstraint(fields=('address_index', 'entry', 'agency', 'words', 'kind'), name='subscription_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('agency', None), ('entry__isnull', False), ('kind', ''), ('words', '')), models.Q(('agency__isnull', False), ('entry', None), ('kind', ''), ('words', '')), models.Q(('agency', None), ('entry', None), models.Q(('words', ''), _negated=True)), _connector='OR'), name='subscription_of_one_thing'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('told_until', None)), models.Q(('confirmed_at__isnull', False), ('told_until__isnull', False)), _connector='OR'), name='subscription_tells_from_its_confirmation')],
            },
        ),
    ]
