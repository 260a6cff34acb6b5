import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0001_initial'),
        ('members', '0001_initial'),
        ('organisations', '0004_fewer_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Roll',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='titre')),
                ('rights_on', models.DateField(verbose_name='droits au')),
                ('state', models.CharField(choices=[('draft', 'En préparation'), ('frozen', 'Arrêtée'), ('closed', 'Close')], default='draft', max_length=10, verbose_name='état')),
                ('frozen_at', models.DateTimeField(blank=True, null=True, verbose_name='arrêtée le')),
                ('challenges_until', models.DateField(blank=True, null=True, verbose_name='contestations jusqu’au')),
                ('proxies_allowed', models.BooleanField(default=False, verbose_name='procurations permises')),
                ('proxies_max', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='procurations par personne')),
                ('proxies_same_category', models.BooleanField(default=False, verbose_name='dans la même catégorie seulement')),
                ('proxies_items', models.BooleanField(default=False, verbose_name='peuvent se limiter à des points')),
                ('proxies_source', models.CharField(blank=True, max_length=500, verbose_name='source de la règle')),
                ('seated', models.BooleanField(default=False, verbose_name='sièges d’une instance')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='créée le')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name': 'liste électorale',
                'verbose_name_plural': 'listes électorales',
                'ordering': ['-rights_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('frozen_at', None), ('state', 'draft')), models.Q(('frozen_at__isnull', False), ('state__in', ['frozen', 'closed'])), _connector='OR'), name='roll_frozen'), models.CheckConstraint(condition=models.Q(('proxies_max', None), models.Q(('proxies_allowed', True), ('proxies_max__gte', 1)), _connector='OR'), name='roll_proxies')],
            },
        ),
        migrations.CreateModel(
            name='Right',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300, verbose_name='titulaire')),
                ('category', models.CharField(blank=True, max_length=48, verbose_name='catégorie')),
                ('college', models.CharField(blank=True, max_length=60, verbose_name='collège')),
                ('weight', models.PositiveIntegerField(default=1, verbose_name='poids')),
                ('seat', models.PositiveSmallIntegerField(default=1, verbose_name='voix nº')),
                ('block_vote', models.BooleanField(default=False, verbose_name='la délégation vote d’un bloc')),
                ('active', models.BooleanField(default=True, verbose_name='en vigueur')),
                ('delegate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.person', verbose_name='personne déléguée')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member', verbose_name='membre')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.person')),
                ('roll', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rights', to='ballots.roll', verbose_name='liste')),
            ],
            options={
                'verbose_name': 'droit de vote',
                'verbose_name_plural': 'droits de vote',
                'ordering': ['name', 'seat', 'pk'],
                'indexes': [models.Index(fields=['roll', 'active'], name='right_of_roll')],
                'constraints': [models.UniqueConstraint(fields=('roll', 'member', 'seat'), name='right_once'), models.UniqueConstraint(condition=models.Q(('member', None)), fields=('roll', 'person', 'seat'), name='right_seat_once'), models.CheckConstraint(condition=models.Q(('weight__gte', 1)), name='right_weight'), models.CheckConstraint(condition=models.Q(('seat__gte', 1)), name='right_seat')],
            },
        ),
        migrations.CreateModel(
            name='RollChallenge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300, verbose_name='au sujet de')),
                ('text', models.TextField(max_length=3000, verbose_name='ce qui est contesté')),
                ('raised_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='reçue le')),
                ('state', models.CharField(choices=[('open', 'À trancher'), ('upheld', 'Retenue'), ('dismissed', 'Rejetée')], default='open', max_length=10, verbose_name='état')),
                ('decision', models.TextField(blank=True, max_length=3000, verbose_name='décision')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='tranchée le')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                ('raised_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('roll', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='challenges', to='ballots.roll')),
            ],
            options={
                'verbose_name': 'contestation de la liste électorale',
                'verbose_name_plural': 'contestations de la liste électorale',
                'ordering': ['raised_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='challenge_decided')],
            },
        ),
        migrations.CreateModel(
            name='RollCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('added', 'Droit ajouté'), ('struck', 'Droit radié'), ('changed', 'Droit modifié')], max_length=10, verbose_name='correction')),
                ('decision', models.TextField(max_length=3000, verbose_name='décision')),
                ('changes', models.JSONField(default=dict, verbose_name='ce qui change')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='le')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('challenge', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='ballots.rollchallenge')),
                ('right', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='ballots.right')),
                ('roll', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='ballots.roll')),
            ],
            options={
                'verbose_name': 'correction de la liste électorale',
                'verbose_name_plural': 'corrections de la liste électorale',
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('decision', ''), _negated=True), name='correction_has_decision')],
            },
        ),
        migrations.CreateModel(
            name='Substitute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(default=1, verbose_name='ordre')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.person')),
                ('right', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stand_ins', to='ballots.right')),
            ],
            options={
                'verbose_name': 'suppléance d’un droit',
                'verbose_name_plural': 'suppléances d’un droit',
                'ordering': ['rank', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('right', 'person'), name='substitute_once')],
            },
        ),
        migrations.AddField(
            model_name='right',
            name='substitutes',
            field=models.ManyToManyField(related_name='+', through='ballots.Substitute', to='organisations.person'),
        ),
        migrations.CreateModel(
            name='RightAbsence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300, verbose_name='membre')),
                ('category', models.CharField(blank=True, max_length=48, verbose_name='catégorie')),
                ('reason', models.CharField(choices=[('not_member', 'N’est pas membre à cette date.'), ('category', 'Sa catégorie ne prend pas part à la vie démocratique sur ce point.'), ('probation', 'Sa période de probation n’est pas terminée.'), ('arrears', 'Sa cotisation est en retard au-delà du délai de grâce.'), ('size_unknown', 'Sa taille n’est pas connue : le nombre de ses voix ne peut être établi.'), ('no_delegate', 'Personne n’est délégué pour porter ses voix.'), ('unknown_category', 'Sa catégorie n’existe plus dans le profil du réseau.')], max_length=20, verbose_name='motif')),
                ('explanation', models.CharField(blank=True, max_length=300, verbose_name='explication')),
                ('votes', models.PositiveSmallIntegerField(default=0, verbose_name='voix perdues')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                ('roll', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='ballots.roll')),
            ],
            options={
                'verbose_name': 'absence de la liste électorale',
                'verbose_name_plural': 'absences de la liste électorale',
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('roll', 'member'), name='absence_once')],
            },
        ),
        migrations.CreateModel(
            name='Proxy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('items', models.JSONField(blank=True, default=list, verbose_name='limitée aux points')),
                ('state', models.CharField(choices=[('pending', 'Attend l’accord'), ('accepted', 'En vigueur'), ('revoked', 'Retirée'), ('refused', 'Déclinée')], default='pending', max_length=10, verbose_name='état')),
                ('how', models.CharField(choices=[('online', 'En ligne'), ('form', 'Sur un formulaire signé')], default='online', max_length=10, verbose_name='signée')),
                ('instructions', models.TextField(blank=True, max_length=2000, verbose_name='consignes de vote')),
                ('signed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='signée le')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='acceptée ou déclinée le')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
                ('revoked_why', models.CharField(blank=True, max_length=300, verbose_name='pourquoi')),
                ('by_arrival', models.BooleanField(default=False, verbose_name='retirée par l’arrivée de la personne')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.document')),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.person', verbose_name='mandataire')),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('right', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proxies', to='ballots.right', verbose_name='droit')),
                ('roll', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proxies', to='ballots.roll')),
            ],
            options={
                'verbose_name': 'procuration',
                'verbose_name_plural': 'procurations',
                'ordering': ['signed_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['pending', 'accepted'])), fields=('right',), name='one_live_proxy'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', False), ('state', 'revoked')), models.Q(models.Q(('state', 'revoked'), _negated=True), ('revoked_at', None)), _connector='OR'), name='proxy_revoked')],
            },
        ),
    ]
