import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('assemblies', '0002_session'),
        ('ballots', '0002_votes'),
        ('bodies', '0001_initial'),
        ('organisations', '0004_fewer_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='RecordLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('kind', models.CharField(max_length=20)),
                ('ref', models.CharField(max_length=60)),
                ('on', models.DateField()),
                ('content', models.CharField(max_length=64)),
                ('previous', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64, unique=True)),
            ],
            options={
                'verbose_name': 'maillon du registre',
                'verbose_name_plural': 'maillons du registre',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'Brouillon'), ('review', 'En relecture'), ('adopted', 'Adopté'), ('signed', 'Signé')], default='draft', max_length=10, verbose_name='état')),
                ('adopted_on', models.DateField(blank=True, null=True, verbose_name='adopté le')),
                ('decision', models.CharField(blank=True, max_length=300, verbose_name='décision')),
                ('public', models.BooleanField(default=False, verbose_name='lisible par tout le monde')),
                ('link', models.CharField(blank=True, max_length=64)),
                ('filed', models.JSONField(blank=True, default=dict)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('adopted_at', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='minutes_adopted', to='assemblies.assembly', verbose_name='adopté à')),
                ('assembly', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='assemblies.assembly')),
            ],
            options={
                'verbose_name': 'procès-verbal',
                'verbose_name_plural': 'procès-verbaux',
                'ordering': ['-assembly__starts_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'review']), ('adopted_on__isnull', False), _connector='OR'), name='minutes_adopted_on_a_day')],
            },
        ),
        migrations.CreateModel(
            name='MinutesRemark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(blank=True, max_length=60, verbose_name='point')),
                ('text', models.TextField(max_length=3000, verbose_name='remarque')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='réponse')),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='minutes.minutes')),
            ],
            options={
                'verbose_name': 'remarque sur le procès-verbal',
                'verbose_name_plural': 'remarques sur le procès-verbal',
                'ordering': ['at'],
            },
        ),
        migrations.CreateModel(
            name='MinutesSignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(choices=[('chair', 'Présidence de séance'), ('secretary', 'Secrétariat de séance')], max_length=10, verbose_name='en qualité de')),
                ('name', models.CharField(max_length=210, verbose_name='nom')),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='minutes.minutes')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.person')),
            ],
            options={
                'verbose_name': 'signature du procès-verbal',
                'verbose_name_plural': 'signatures du procès-verbal',
                'constraints': [models.UniqueConstraint(fields=('minutes', 'office'), name='one_signature_an_office')],
            },
        ),
        migrations.CreateModel(
            name='MinutesVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('sections', models.JSONField(default=list, verbose_name='texte')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='ce qui change')),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='minutes.minutes')),
            ],
            options={
                'verbose_name': 'version du procès-verbal',
                'verbose_name_plural': 'versions du procès-verbal',
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('minutes', 'number'), name='minutes_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Resolution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='année')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('adopted_on', models.DateField(verbose_name='date de la décision')),
                ('title', models.CharField(max_length=300, verbose_name='titre')),
                ('text', models.TextField(max_length=50000, verbose_name='texte')),
                ('vote', models.CharField(blank=True, max_length=500, verbose_name='vote')),
                ('standing', models.CharField(choices=[('in_force', 'En vigueur'), ('amended', 'Modifiée'), ('repealed', 'Abrogée'), ('rejected', 'Rejetée')], default='in_force', max_length=10, verbose_name='valeur')),
                ('public', models.BooleanField(default=False, verbose_name='lisible par tout le monde')),
                ('members_read', models.BooleanField(default=True, verbose_name='lisible par les membres')),
                ('owner_words', models.CharField(blank=True, max_length=200, verbose_name='qui s’en charge')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='à faire avant le')),
                ('follow_state', models.CharField(choices=[('to_do', 'À faire'), ('under_way', 'En cours'), ('done', 'Fait'), ('dropped', 'Abandonné')], default='to_do', max_length=10, verbose_name='suite')),
                ('searched', models.TextField(blank=True, editable=False)),
                ('link', models.CharField(blank=True, max_length=64)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('assembly', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resolutions', to='assemblies.assembly')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resolutions', to='bodies.body', verbose_name='instance')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resolutions', to='assemblies.agendaitem')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='responsable (compte)')),
                ('question', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resolution', to='ballots.question')),
            ],
            options={
                'verbose_name': 'résolution',
                'verbose_name_plural': 'résolutions',
                'ordering': ['-year', '-number'],
                'constraints': [models.UniqueConstraint(fields=('year', 'number'), name='resolution_number_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='resolution_counts_from_one'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='resolution_has_a_title')],
            },
        ),
        migrations.CreateModel(
            name='ResolutionFollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(default=django.utils.timezone.localdate, verbose_name='date')),
                ('state', models.CharField(choices=[('to_do', 'À faire'), ('under_way', 'En cours'), ('done', 'Fait'), ('dropped', 'Abandonné')], max_length=10, verbose_name='où en est-on')),
                ('text', models.TextField(max_length=3000, verbose_name='ce qui a été fait')),
                ('public', models.BooleanField(default=True, verbose_name='à montrer avec la résolution')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resolution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='minutes.resolution')),
            ],
            options={
                'verbose_name': 'suite donnée',
                'verbose_name_plural': 'suites données',
                'ordering': ['on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ResolutionLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('amends', 'modifie'), ('repeals', 'abroge')], max_length=10, verbose_name='effet')),
                ('earlier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='undergoes', to='minutes.resolution')),
                ('later', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='does', to='minutes.resolution')),
            ],
            options={
                'verbose_name': 'effet d’une résolution',
                'verbose_name_plural': 'effets des résolutions',
                'constraints': [models.UniqueConstraint(fields=('later', 'earlier'), name='one_effect_of_one_on_another'), models.CheckConstraint(condition=models.Q(('later', models.F('earlier')), _negated=True), name='no_effect_on_itself')],
            },
        ),
    ]
