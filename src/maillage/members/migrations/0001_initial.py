import django.db.models.deletion
import django.utils.timezone
import maillage.members.models.application
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0001_initial'),
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(default=maillage.members.models.application.follow_token, max_length=40, unique=True)),
                ('key', models.CharField(default=maillage.members.models.application.follow_token, max_length=40, unique=True)),
                ('category', models.CharField(max_length=48, verbose_name='catégorie demandée')),
                ('state', models.CharField(choices=[('draft', 'Brouillon'), ('submitted', 'Reçue'), ('incomplete', 'À compléter'), ('complete', 'Complète, attend le conseil'), ('accepted', 'Acceptée, attend l’assemblée'), ('admitted', 'Admise'), ('refused', 'Refusée'), ('withdrawn', 'Retirée')], default='draft', max_length=10, verbose_name='état')),
                ('name', models.CharField(max_length=300, verbose_name='nom de l’organisation ou de la personne')),
                ('contact_name', models.CharField(max_length=200, verbose_name='votre nom')),
                ('contact_email', models.EmailField(db_index=True, max_length=254, verbose_name='votre courriel')),
                ('contact_phone', models.CharField(blank=True, max_length=40, verbose_name='votre téléphone')),
                ('motivation', models.TextField(blank=True, max_length=5000, verbose_name='pourquoi vous souhaitez adhérer')),
                ('answers', models.JSONField(default=dict, verbose_name='renseignements')),
                ('language', models.CharField(default='fr', max_length=5, verbose_name='langue')),
                ('charter_version', models.CharField(blank=True, max_length=20, verbose_name='version de la charte')),
                ('charter_signed_at', models.DateTimeField(blank=True, null=True, verbose_name='charte signée le')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='reçue le')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='close le')),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organisations.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organisations.person')),
            ],
            options={
                'verbose_name': 'demande d’adhésion',
                'verbose_name_plural': 'demandes d’adhésion',
                'ordering': ['-submitted_at', '-pk'],
                'indexes': [models.Index(fields=['state', '-submitted_at'], name='application_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), ('submitted_at__isnull', False), _connector='OR'), name='application_submitted')],
            },
        ),
        migrations.CreateModel(
            name='ApplicationStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'Brouillon'), ('submitted', 'Reçue'), ('incomplete', 'À compléter'), ('complete', 'Complète, attend le conseil'), ('accepted', 'Acceptée, attend l’assemblée'), ('admitted', 'Admise'), ('refused', 'Refusée'), ('withdrawn', 'Retirée')], max_length=10, verbose_name='devient')),
                ('on', models.DateField(verbose_name='le')),
                ('body', models.CharField(blank=True, max_length=40, verbose_name='instance')),
                ('word', models.TextField(blank=True, max_length=2000, verbose_name='mot à la personne qui demande')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='note interne')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='members.application')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'étape d’une demande',
                'verbose_name_plural': 'étapes des demandes',
                'ordering': ['created_at'],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True, verbose_name='numéro de membre')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('organisation', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='member', to='organisations.organisation', verbose_name='organisation')),
                ('person', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='member', to='organisations.person', verbose_name='personne')),
            ],
            options={
                'verbose_name': 'membre',
                'verbose_name_plural': 'membres',
                'ordering': ['number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('organisation', None), ('person', None), _connector='XOR'), name='member_one_holder')],
            },
        ),
        migrations.CreateModel(
            name='Exclusion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('notified', 'Avis envoyé'), ('heard', 'Entendue, ou entente déclinée'), ('excluded', 'Exclusion décidée'), ('appealed', 'En appel'), ('upheld', 'Exclusion confirmée en appel'), ('dropped', 'Abandonnée ou annulée')], default='notified', max_length=10, verbose_name='état')),
                ('grounds', models.TextField(max_length=5000, verbose_name='motifs')),
                ('notified_on', models.DateField(verbose_name='avis envoyé le')),
                ('hearing_on', models.DateField(verbose_name='audition prévue le')),
                ('defence', models.TextField(blank=True, max_length=5000, verbose_name='ce que le membre a fait valoir')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='décidée le')),
                ('decided_by_body', models.CharField(blank=True, max_length=40, verbose_name='par')),
                ('decision', models.TextField(blank=True, max_length=5000, verbose_name='décision')),
                ('appealed_on', models.DateField(blank=True, null=True, verbose_name='appel le')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='close le')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exclusions', to='members.member')),
            ],
            options={
                'verbose_name': 'procédure d’exclusion',
                'verbose_name_plural': 'procédures d’exclusion',
                'ordering': ['-notified_on'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_on', None)), fields=('member',), name='one_open_exclusion')],
            },
        ),
        migrations.CreateModel(
            name='Dues',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fiscal_year', models.CharField(max_length=9, verbose_name='exercice')),
                ('category', models.CharField(max_length=48, verbose_name='catégorie')),
                ('schedule', models.CharField(max_length=80, verbose_name='barème')),
                ('amount', models.BigIntegerField(verbose_name='montant')),
                ('currency', models.CharField(max_length=3, verbose_name='monnaie')),
                ('lines', models.JSONField(default=list, verbose_name='calcul')),
                ('waived', models.BooleanField(default=False, verbose_name='exonéré')),
                ('waive_reason', models.CharField(blank=True, max_length=300, verbose_name='motif')),
                ('assessed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('assessed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dues', to='members.member')),
            ],
            options={
                'verbose_name': 'cotisation',
                'verbose_name_plural': 'cotisations',
                'ordering': ['-fiscal_year'],
                'constraints': [models.UniqueConstraint(fields=('member', 'fiscal_year'), name='dues_once_a_year'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='dues_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('delegate', 'Personne déléguée'), ('substitute', 'Personne suppléante')], default='delegate', max_length=10, verbose_name='sorte')),
                ('rank', models.PositiveSmallIntegerField(default=1, verbose_name='ordre')),
                ('started_on', models.DateField(verbose_name='depuis le')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='organisations.person')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='members.member')),
            ],
            options={
                'verbose_name': 'délégation',
                'verbose_name_plural': 'délégations',
                'ordering': ['kind', 'rank', 'started_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='delegation_days'), models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('member', 'person'), name='one_open_delegation')],
            },
        ),
        migrations.AddField(
            model_name='application',
            name='member',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='applications', to='members.member'),
        ),
        migrations.CreateModel(
            name='MembershipPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.CharField(max_length=48, verbose_name='catégorie')),
                ('group', models.CharField(blank=True, max_length=20, verbose_name='groupe')),
                ('started_on', models.DateField(verbose_name='depuis le')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('reason', models.CharField(blank=True, choices=[('changed', 'Changement de catégorie ou de groupe'), ('resigned', 'Démission'), ('excluded', 'Exclusion'), ('lapsed', 'Radiation pour cotisation impayée'), ('closed', 'Dissolution de l’organisation'), ('deceased', 'Décès'), ('other', 'Autre')], max_length=10, verbose_name='fin')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='précision')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='periods', to='members.member')),
            ],
            options={
                'verbose_name': 'période d’adhésion',
                'verbose_name_plural': 'périodes d’adhésion',
                'ordering': ['started_on'],
                'indexes': [models.Index(fields=['member', 'started_on'], name='period_member'), models.Index(fields=['started_on', 'ended_on'], name='period_days')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='period_days'), models.CheckConstraint(condition=models.Q(('ended_on', None), models.Q(('reason', ''), _negated=True), _connector='OR'), name='period_end_has_reason'), models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('member',), name='one_open_period'), models.UniqueConstraint(fields=('member', 'started_on'), name='one_period_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Piece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=48, verbose_name='pièce')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='members.application')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='files.document')),
            ],
            options={
                'verbose_name': 'pièce d’une demande',
                'verbose_name_plural': 'pièces des demandes',
                'constraints': [models.UniqueConstraint(fields=('application', 'code'), name='piece_once')],
            },
        ),
        migrations.CreateModel(
            name='Sponsor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmé le')),
                ('declined_at', models.DateTimeField(blank=True, null=True, verbose_name='décliné le')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sponsors', to='members.application')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
            ],
            options={
                'verbose_name': 'parrainage',
                'verbose_name_plural': 'parrainages',
                'constraints': [models.UniqueConstraint(fields=('application', 'member'), name='sponsor_once')],
            },
        ),
    ]
