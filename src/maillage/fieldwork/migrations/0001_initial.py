import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0001_initial'),
        ('funding', '0002_held_by_the_databases'),
        ('organisations', '0004_fewer_indexes'),
        ('projects', '0001_initial'),
        ('results', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PartnerReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='du')),
                ('ends_on', models.DateField(verbose_name='au')),
                ('due_on', models.DateField(verbose_name='à remettre le')),
                ('state', models.CharField(choices=[('draft', 'À écrire'), ('submitted', 'Reçu, à relire'), ('returned', 'À reprendre'), ('approved', 'Approuvé')], default='draft', max_length=10, verbose_name='état')),
                ('language', models.CharField(default='fr', max_length=5, verbose_name='langue de ces mots')),
                ('done', models.TextField(blank=True, max_length=5000, verbose_name='ce qui a été fait')),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='personnes participantes')),
                ('women', models.PositiveIntegerField(blank=True, null=True, verbose_name='dont femmes')),
                ('needs', models.TextField(blank=True, max_length=3000, verbose_name='difficultés et besoins')),
                ('story', models.TextField(blank=True, max_length=5000, verbose_name='récit')),
                ('translations', models.JSONField(blank=True, default=dict, verbose_name='traductions')),
                ('story_public', models.BooleanField(default=False, verbose_name='récit visible par tout le monde')),
                ('return_note', models.TextField(blank=True, max_length=2000, verbose_name='ce qui est à reprendre')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='envoyé le')),
                ('returned_at', models.DateTimeField(blank=True, null=True, verbose_name='renvoyé le')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approuvé le')),
                ('marks', models.JSONField(blank=True, default=dict)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approuvé par')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partner_reports', to='organisations.organisation', verbose_name='partenaire')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partner_reports', to='projects.project', verbose_name='projet')),
                ('returned_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='renvoyé par')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='envoyé par')),
            ],
            options={
                'verbose_name': 'rapport d’un partenaire',
                'verbose_name_plural': 'rapports des partenaires',
                'ordering': ['-ends_on', 'pk'],
                'indexes': [models.Index(fields=['state', 'due_on'], name='partner_report_state')],
                'constraints': [models.UniqueConstraint(fields=('project', 'organisation', 'starts_on'), name='partner_report_once'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='partner_report_days'), models.CheckConstraint(condition=models.Q(('women', None), models.Q(('people__isnull', False), ('women__lte', models.F('people'))), _connector='OR'), name='partner_report_women'), models.CheckConstraint(condition=models.Q(('submitted_by', None), ('approved_by', None), models.Q(('submitted_by', models.F('approved_by')), _negated=True), _connector='OR'), name='partner_report_approved_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), ('approved_at__isnull', False), _connector='OR'), name='partner_report_approved_at'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('return_note', ''), _negated=True), _connector='OR'), name='partner_report_note'), models.CheckConstraint(condition=models.Q(('story_public', False), models.Q(('state', 'approved'), models.Q(('story', ''), _negated=True)), _connector='OR'), name='partner_report_story_told')],
            },
        ),
        migrations.CreateModel(
            name='ReportCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80)),
                ('values', models.JSONField(default=dict, verbose_name='ce qui était écrit')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='reçue le')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='réglée le')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='fieldwork.partnerreport')),
            ],
            options={
                'verbose_name': 'copie mise de côté',
                'verbose_name_plural': 'copies mises de côté',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('report', 'key'), name='report_copy_once')],
            },
        ),
        migrations.CreateModel(
            name='ReportedExpense',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('spent_on', models.DateField(blank=True, null=True, verbose_name='dépensé le')),
                ('label', models.CharField(blank=True, max_length=300, verbose_name='pour quoi')),
                ('amount', models.BigIntegerField(blank=True, null=True, verbose_name='montant')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='monnaie')),
                ('piece_digest', models.CharField(blank=True, max_length=64)),
                ('expense', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reported', to='funding.expense', verbose_name='dépense du budget')),
                ('line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='funding.budgetline', verbose_name='ligne du budget')),
                ('piece', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='files.document', verbose_name='photo de la pièce')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='expenses', to='fieldwork.partnerreport')),
            ],
            options={
                'verbose_name': 'dépense d’un rapport',
                'verbose_name_plural': 'dépenses d’un rapport',
                'ordering': ['spent_on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('report', 'key'), name='reported_expense_once'), models.CheckConstraint(condition=models.Q(('amount', None), models.Q(('amount__gt', 0), models.Q(('currency', ''), _negated=True)), _connector='OR'), name='reported_expense_amount')],
            },
        ),
        migrations.CreateModel(
            name='ReportedMeasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.DecimalField(blank=True, decimal_places=10, max_digits=30, null=True, verbose_name='valeur')),
                ('numerator', models.DecimalField(blank=True, decimal_places=10, max_digits=30, null=True, verbose_name='numérateur')),
                ('denominator', models.DecimalField(blank=True, decimal_places=10, max_digits=30, null=True, verbose_name='dénominateur')),
                ('level', models.CharField(blank=True, max_length=60, verbose_name='degré ou modalité')),
                ('words', models.TextField(blank=True, max_length=2000, verbose_name='en mots')),
                ('women', models.DecimalField(blank=True, decimal_places=10, max_digits=30, null=True, verbose_name='dont femmes et filles')),
                ('men', models.DecimalField(blank=True, decimal_places=10, max_digits=30, null=True, verbose_name='dont hommes et garçons')),
                ('measurement', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reported', to='results.measurement', verbose_name='mesure de la chaîne')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='results.period', verbose_name='période')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures', to='fieldwork.partnerreport')),
            ],
            options={
                'verbose_name': 'mesure d’un rapport',
                'verbose_name_plural': 'mesures d’un rapport',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('report', 'period'), name='reported_measure_once')],
            },
        ),
        migrations.CreateModel(
            name='ReportLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(blank=True, max_length=80, verbose_name='pour qui')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='courriel')),
                ('ends_at', models.DateTimeField(verbose_name='sert jusqu’au')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='fieldwork.partnerreport')),
            ],
            options={
                'verbose_name': 'lien vers un rapport',
                'verbose_name_plural': 'liens vers un rapport',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ReportPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64)),
                ('caption', models.CharField(blank=True, max_length=200, verbose_name='ce que l’on y voit')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.document', verbose_name='document')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='fieldwork.partnerreport')),
            ],
            options={
                'verbose_name': 'photo d’un rapport',
                'verbose_name_plural': 'photos d’un rapport',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('report', 'key'), name='report_photo_once')],
            },
        ),
        migrations.CreateModel(
            name='ReportPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('every', models.PositiveSmallIntegerField(choices=[(1, 'chaque mois'), (3, 'chaque trimestre'), (6, 'chaque semestre'), (12, 'chaque année')], default=3, verbose_name='quand')),
                ('starts_on', models.DateField(verbose_name='à partir du')),
                ('days', models.PositiveSmallIntegerField(default=30, verbose_name='jours pour l’écrire, une fois la période finie')),
                ('language', models.CharField(choices=[('fr', 'Français'), ('en', 'English'), ('es', 'Español')], default='fr', max_length=2, verbose_name='langue des lettres')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='terminé le')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_plans', to='organisations.organisation', verbose_name='qui écrit')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='report_plans', to='projects.project', verbose_name='projet')),
            ],
            options={
                'verbose_name': 'rapports demandés',
                'verbose_name_plural': 'rapports demandés',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('project', 'organisation'), name='report_plan_once'), models.CheckConstraint(condition=models.Q(('days__lte', 365)), name='report_plan_days'), models.CheckConstraint(condition=models.Q(('every__in', [1, 3, 6, 12])), name='report_plan_every')],
            },
        ),
        migrations.CreateModel(
            name='ReportSending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sendings', to='fieldwork.partnerreport')),
            ],
            options={
                'verbose_name': 'envoi d’un rapport',
                'verbose_name_plural': 'envois d’un rapport',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('report', 'key', 'digest'), name='report_sending_once')],
            },
        ),
    ]
