import django.db.models.deletion
import django.utils.timezone
import maillage.schools.models.requests
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('activities', '0001_initial'),
        ('bookings', '0002_never_twice'),
        ('organisations', '0004_fewer_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Animation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='titre')),
                ('summary', models.TextField(blank=True, max_length=3000, verbose_name='en quelques phrases')),
                ('levels', models.JSONField(blank=True, default=list, verbose_name='niveaux')),
                ('minutes', models.PositiveSmallIntegerField(default=75, verbose_name='durée en minutes')),
                ('themes', models.JSONField(blank=True, default=list, verbose_name='thèmes')),
                ('languages', models.JSONField(blank=True, default=list, verbose_name='langues')),
                ('needs', models.CharField(blank=True, max_length=500, verbose_name='ce qu’il faut dans la classe')),
                ('largest', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='élèves au plus, par groupe')),
                ('is_offered', models.BooleanField(default=True, verbose_name='offerte aux écoles')),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('kit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='animations', to='bookings.bookable', verbose_name='trousse')),
            ],
            options={
                'verbose_name': 'animation',
                'verbose_name_plural': 'animations',
                'ordering': ['title', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='animation_has_a_title'), models.CheckConstraint(condition=models.Q(('minutes__range', (5, 600))), name='animation_minutes')],
            },
        ),
        migrations.CreateModel(
            name='Facilitator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('themes', models.JSONField(blank=True, default=list, verbose_name='thèmes')),
                ('languages', models.JSONField(blank=True, default=list, verbose_name='langues')),
                ('regions', models.JSONField(blank=True, default=list, verbose_name='régions ou départements')),
                ('travel_minutes', models.PositiveSmallIntegerField(default=45, verbose_name='minutes de trajet gardées avant et après')),
                ('fee', models.BigIntegerField(default=0, verbose_name='cachet par séance')),
                ('per_100_km', models.BigIntegerField(default=0, verbose_name='indemnité pour cent kilomètres')),
                ('currency', models.CharField(max_length=3, verbose_name='monnaie')),
                ('check_on', models.DateField(blank=True, null=True, verbose_name='antécédents vérifiés le')),
                ('check_until', models.DateField(blank=True, null=True, verbose_name='vérification valable jusqu’au')),
                ('is_active', models.BooleanField(default=True, verbose_name='anime en ce moment')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note d’équipe')),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('animations', models.ManyToManyField(blank=True, related_name='facilitators', to='schools.animation', verbose_name='animations')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='facilitator', to='organisations.person', verbose_name='personne')),
            ],
            options={
                'verbose_name': 'animatrice ou animateur',
                'verbose_name_plural': 'animatrices et animateurs',
                'ordering': ['person__sort_name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('fee__gte', 0), ('per_100_km__gte', 0)), name='facilitator_amounts'), models.CheckConstraint(condition=models.Q(('check_until', None), models.Q(('check_on__isnull', False), ('check_until__gte', models.F('check_on'))), _connector='OR'), name='facilitator_check_dates')],
            },
        ),
        migrations.CreateModel(
            name='School',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('levels', models.JSONField(blank=True, default=list, verbose_name='niveaux')),
                ('pupils', models.PositiveIntegerField(blank=True, null=True, verbose_name='élèves')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note d’équipe')),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='school', to='organisations.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'école',
                'verbose_name_plural': 'écoles',
                'ordering': ['organisation__sort_name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SchoolRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(default=maillage.schools.models.requests.secret, max_length=40, unique=True)),
                ('key', models.CharField(default=maillage.schools.models.requests.secret, max_length=80, unique=True)),
                ('state', models.CharField(choices=[('asked', 'Demandée'), ('proposed', 'Proposée'), ('confirmed', 'Confirmée'), ('held', 'Tenue'), ('counted', 'Comptée'), ('evaluated', 'Évaluée'), ('declined', 'Déclinée'), ('cancelled', 'Annulée')], default='asked', max_length=10, verbose_name='état')),
                ('school_name', models.CharField(blank=True, max_length=200, verbose_name='école (hors répertoire)')),
                ('school_city', models.CharField(blank=True, max_length=120, verbose_name='ville')),
                ('school_region', models.CharField(blank=True, max_length=12, verbose_name='région ou département')),
                ('level', models.CharField(choices=[('preschool', 'Maternelle, préscolaire'), ('primary-1', 'Primaire, 6 à 8 ans'), ('primary-2', 'Primaire, 9 à 12 ans'), ('secondary-1', 'Secondaire ou collège, 12 à 15 ans'), ('secondary-2', 'Secondaire ou lycée, 15 à 18 ans'), ('vocational', 'Formation professionnelle'), ('higher', 'Cégep, haute école, université'), ('adult', 'Éducation des adultes, alphabétisation, francisation'), ('youth', 'Maison de jeunes, mouvement, camp')], max_length=12, verbose_name='niveau')),
                ('theme', models.CharField(blank=True, max_length=48, verbose_name='thème')),
                ('text', models.TextField(blank=True, max_length=3000, verbose_name='ce que vous souhaitez')),
                ('room', models.CharField(blank=True, max_length=120, verbose_name='local, étage')),
                ('needs', models.CharField(blank=True, max_length=500, verbose_name='matériel sur place, contraintes')),
                ('language', models.CharField(default='fr', max_length=5, verbose_name='langue de l’animation')),
                ('access', models.CharField(blank=True, max_length=500, verbose_name='besoins particuliers')),
                ('contact_name', models.CharField(blank=True, max_length=150, verbose_name='votre nom')),
                ('contact_email', models.EmailField(blank=True, db_index=True, max_length=254, verbose_name='votre courriel')),
                ('contact_phone', models.CharField(blank=True, max_length=40, verbose_name='votre téléphone')),
                ('contact_language', models.CharField(default='fr', max_length=5)),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='note d’équipe')),
                ('evaluation_note', models.TextField(blank=True, max_length=2000, verbose_name='évaluation, en quelques mots')),
                ('keep_until', models.DateField(verbose_name='coordonnées gardées jusqu’au')),
                ('purged_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='close le')),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='reçue le')),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='school_request', to='activities.activity', verbose_name='activité')),
                ('animation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='schools.animation', verbose_name='animation')),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='schools.school', verbose_name='école')),
            ],
            options={
                'verbose_name': 'demande d’animation',
                'verbose_name_plural': 'demandes d’animation',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(fields=['state', '-created_at'], name='school_request_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('school__isnull', False), models.Q(('school_name', ''), _negated=True), _connector='OR'), name='school_request_whose'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['confirmed', 'held', 'counted', 'evaluated']), _negated=True), ('activity__isnull', False), _connector='OR'), name='school_request_confirmed_is_an_activity')],
            },
        ),
        migrations.CreateModel(
            name='RequestStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('asked', 'Demandée'), ('proposed', 'Proposée'), ('confirmed', 'Confirmée'), ('held', 'Tenue'), ('counted', 'Comptée'), ('evaluated', 'Évaluée'), ('declined', 'Déclinée'), ('cancelled', 'Annulée')], max_length=10, verbose_name='devient')),
                ('word', models.TextField(blank=True, max_length=2000, verbose_name='mot')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='le')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='schools.schoolrequest')),
            ],
            options={
                'verbose_name': 'étape d’une demande d’animation',
                'verbose_name_plural': 'étapes des demandes d’animation',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PupilGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=80, verbose_name='groupe')),
                ('pupils', models.PositiveSmallIntegerField(verbose_name='élèves')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='schools.schoolrequest')),
            ],
            options={
                'verbose_name': 'groupe d’élèves',
                'verbose_name_plural': 'groupes d’élèves',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('pupils__range', (1, 1000))), name='pupil_group_size')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(db_index=True, verbose_name='de')),
                ('ends_at', models.DateTimeField(verbose_name='à')),
                ('override_reason', models.CharField(blank=True, max_length=500, verbose_name='motif de passer outre')),
                ('teachers', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='personnes enseignantes présentes')),
                ('count_note', models.CharField(blank=True, max_length=500, verbose_name='remarques')),
                ('counted_at', models.DateTimeField(blank=True, null=True, verbose_name='comptée le')),
                ('reminded_at', models.DateTimeField(blank=True, null=True)),
                ('kit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='bookings.bookable', verbose_name='trousse')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='schools.schoolrequest')),
                ('session', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='school_visit', to='activities.session')),
            ],
            options={
                'verbose_name': 'visite en classe',
                'verbose_name_plural': 'visites en classe',
                'ordering': ['starts_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='visit_times')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(choices=[('waiting', 'Attend une réponse'), ('accepted', 'Acceptée'), ('declined', 'Déclinée')], default='waiting', max_length=8, verbose_name='réponse')),
                ('word', models.CharField(blank=True, max_length=300, verbose_name='mot')),
                ('km', models.PositiveIntegerField(blank=True, null=True, verbose_name='kilomètres parcourus')),
                ('fee', models.BigIntegerField(default=0, verbose_name='cachet')),
                ('per_100_km', models.BigIntegerField(default=0, verbose_name='indemnité pour cent kilomètres')),
                ('currency', models.CharField(max_length=3, verbose_name='monnaie')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('facilitator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='schools.facilitator')),
                ('visit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='schools.visit')),
            ],
            options={
                'verbose_name': 'animation confiée',
                'verbose_name_plural': 'animations confiées',
                'ordering': ['visit__starts_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('visit', 'facilitator'), name='assignment_once'), models.CheckConstraint(condition=models.Q(('km', None), ('km__lte', 5000), _connector='OR'), name='assignment_km')],
            },
        ),
        migrations.CreateModel(
            name='VisitGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('present', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='élèves présents')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='schools.pupilgroup')),
                ('visit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='schools.visit')),
            ],
            options={
                'verbose_name': 'groupe à une visite',
                'verbose_name_plural': 'groupes aux visites',
                'ordering': ['group'],
                'constraints': [models.UniqueConstraint(fields=('visit', 'group'), name='visit_group_once')],
            },
        ),
        migrations.CreateModel(
            name='WishedSlot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(verbose_name='rang')),
                ('starts_at', models.DateTimeField(verbose_name='de')),
                ('ends_at', models.DateTimeField(verbose_name='à')),
                ('request', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='schools.schoolrequest')),
            ],
            options={
                'verbose_name': 'moment souhaité',
                'verbose_name_plural': 'moments souhaités',
                'ordering': ['rank'],
                'constraints': [models.UniqueConstraint(fields=('request', 'rank'), name='wished_slot_rank'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='wished_slot_times')],
            },
        ),
    ]
