import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('activities', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Count',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('method', models.CharField(choices=[('counted', 'Comptées'), ('estimated', 'Estimées'), ('unknown', 'Non comptées')], default='counted', max_length=9, verbose_name='comment')),
                ('present', models.PositiveIntegerField(blank=True, null=True, verbose_name='personnes présentes')),
                ('remote', models.PositiveIntegerField(blank=True, null=True, verbose_name='dont à distance, en direct')),
                ('registered', models.PositiveIntegerField(blank=True, null=True, verbose_name='personnes inscrites')),
                ('indirect', models.PositiveIntegerField(blank=True, null=True, verbose_name='personnes touchées indirectement')),
                ('online_views', models.PositiveIntegerField(blank=True, null=True, verbose_name='vues en ligne, ensuite')),
                ('helpers', models.PositiveIntegerField(blank=True, null=True, verbose_name='bénévoles et organisation, hors du public')),
                ('minutes', models.PositiveIntegerField(blank=True, null=True, verbose_name='minutes par personne')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note d’équipe')),
                ('origin', models.CharField(choices=[('team', 'L’équipe'), ('link', 'Le lien pour compter'), ('school', 'Une animation scolaire')], default='team', max_length=6, verbose_name='dit par')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='count', to='activities.session', verbose_name='date')),
            ],
            options={
                'verbose_name': 'présence à une date',
                'verbose_name_plural': 'présences aux dates',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('method', 'unknown'), ('present', None)), models.Q(('present__isnull', False), models.Q(('method', 'unknown'), _negated=True)), _connector='OR'), name='count_unknown_has_no_number'), models.CheckConstraint(condition=models.Q(('present', None), ('present__lte', 1000000), _connector='OR'), name='count_present_most'), models.CheckConstraint(condition=models.Q(('remote', None), models.Q(('present__isnull', False), ('remote__lte', models.F('present'))), _connector='OR'), name='count_remote_among_present')],
            },
        ),
        migrations.CreateModel(
            name='CountRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owns', models.PositiveSmallIntegerField()),
                ('mask', models.PositiveSmallIntegerField()),
                ('sex', models.CharField(blank=True, max_length=1, verbose_name='sexe')),
                ('age', models.CharField(blank=True, max_length=5, verbose_name='âge')),
                ('audience', models.CharField(blank=True, max_length=48, verbose_name='public')),
                ('region', models.CharField(blank=True, max_length=12, verbose_name='région')),
                ('first_time', models.CharField(blank=True, max_length=3, verbose_name='première fois')),
                ('people', models.PositiveIntegerField(verbose_name='personnes')),
                ('count', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='attendance.count')),
            ],
            options={
                'verbose_name': 'répartition d’une présence',
                'verbose_name_plural': 'répartitions des présences',
                'constraints': [models.CheckConstraint(condition=models.Q(('mask__gte', models.F('owns')), ('mask__lte', 31), ('owns__gte', 1), ('people__gte', 1)), name='count_row_is_someone'), models.UniqueConstraint(fields=('count', 'owns', 'sex', 'age', 'audience', 'region', 'first_time'), name='count_row_once')],
            },
        ),
        migrations.CreateModel(
            name='Reach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('people', models.PositiveIntegerField(verbose_name='personnes différentes')),
                ('version', models.PositiveIntegerField(default=1)),
                ('activity', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reach', to='activities.activity')),
            ],
            options={
                'verbose_name': 'personnes d’une activité',
                'verbose_name_plural': 'personnes des activités',
                'constraints': [models.CheckConstraint(condition=models.Q(('people__gte', 1)), name='reach_is_someone')],
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='nom')),
                ('starts_on', models.DateField(verbose_name='du')),
                ('ends_on', models.DateField(verbose_name='au')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='à quoi il sert')),
                ('data', models.JSONField(default=dict)),
                ('digest', models.CharField(max_length=64)),
                ('taken_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='figé le')),
            ],
            options={
                'verbose_name': 'bilan figé',
                'verbose_name_plural': 'bilans figés',
                'ordering': ['-taken_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='snapshot_has_a_name'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='snapshot_days')],
            },
        ),
    ]
