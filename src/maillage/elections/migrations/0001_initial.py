import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('assemblies', '0002_session'),
        ('bodies', '0001_initial'),
        ('files', '0001_initial'),
        ('organisations', '0004_fewer_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Election',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='titre')),
                ('text', models.TextField(blank=True, max_length=3000, verbose_name='ce que les candidates et candidats doivent savoir')),
                ('seats', models.JSONField(default=dict, verbose_name='sièges à pourvoir')),
                ('method', models.CharField(choices=[('plurality', 'Majorité relative'), ('approval', 'Approbation'), ('majority-judgement', 'Jugement majoritaire'), ('scottish-stv', 'Vote unique transférable (règle écossaise)'), ('meek', 'Vote unique transférable (Meek)'), ('irv', 'Vote alternatif'), ('schulze', 'Schulze (Condorcet)'), ('two-round', 'Deux tours'), ('dhondt', 'Listes, d’Hondt'), ('sainte-lague', 'Listes, Sainte-Laguë'), ('largest-remainder', 'Listes, plus fort reste')], default='plurality', max_length=20, verbose_name='mode de scrutin')),
                ('secrecy', models.CharField(choices=[('confidential', 'Vote confidentiel'), ('paper', 'Sur papier'), ('nominal', 'Vote nominal'), ('hands', 'À main levée')], default='confidential', max_length=12, verbose_name='forme du vote')),
                ('by_group', models.BooleanField(default=False, verbose_name='un vote séparé pour chaque groupe de sièges')),
                ('remote', models.BooleanField(default=False, verbose_name='vote possible hors de la salle')),
                ('paper_too', models.BooleanField(default=False, verbose_name='bulletins de papier à côté')),
                ('parity', models.JSONField(blank=True, default=dict, verbose_name='parité')),
                ('go_on', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='candidatures gardées au second tour')),
                ('bar', models.PositiveSmallIntegerField(default=0, verbose_name='voix qu’il faut à une liste, en pour cent')),
                ('stagger', models.CharField(blank=True, choices=[('', 'Tous les mandats ont la même durée'), ('order', 'Les premières personnes élues ont les mandats longs'), ('lot', 'Les mandats longs se tirent au sort, par la graine publiée du vote')], max_length=5, verbose_name='mandats échelonnés')),
                ('substitutes', models.BooleanField(default=True, verbose_name='les personnes suivantes deviennent suppléantes')),
                ('candidatures_until', models.DateField(blank=True, null=True, verbose_name='candidatures jusqu’au')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='début des mandats')),
                ('state', models.CharField(choices=[('preparing', 'En préparation'), ('candidatures', 'Candidatures ouvertes'), ('ready', 'Candidatures closes'), ('voting', 'Au vote'), ('done', 'Résultat proclamé'), ('cancelled', 'Annulée')], default='preparing', max_length=12, verbose_name='état')),
                ('installed_at', models.DateTimeField(blank=True, null=True, verbose_name='mandats commencés le')),
                ('cancel_reason', models.CharField(blank=True, max_length=300, verbose_name='raison de l’annulation')),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('assembly', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='elections', to='assemblies.assembly', verbose_name='assemblée')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='elections', to='bodies.body', verbose_name='instance à pourvoir')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='elections', to='assemblies.agendaitem', verbose_name='point de l’ordre du jour')),
            ],
            options={
                'verbose_name': 'élection',
                'verbose_name_plural': 'élections',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['preparing', 'candidatures', 'ready', 'voting', 'done', 'cancelled'])), name='election_known_state'), models.CheckConstraint(condition=models.Q(('installed_at', None), ('state', 'done'), _connector='OR'), name='election_installed_once_done'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='election_has_a_title')],
            },
        ),
        migrations.CreateModel(
            name='Slate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='nom de la liste')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('election', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slates', to='elections.election', verbose_name='élection')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.seatgroup', verbose_name='groupe de sièges')),
            ],
            options={
                'verbose_name': 'liste de candidatures',
                'verbose_name_plural': 'listes de candidatures',
                'ordering': ['election', 'title'],
                'constraints': [models.UniqueConstraint(fields=('election', 'group', 'title'), name='slate_once'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='slate_has_a_title')],
            },
        ),
        migrations.CreateModel(
            name='Candidacy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='place sur la liste')),
                ('category', models.CharField(blank=True, max_length=48, verbose_name='catégorie de membre')),
                ('statement', models.TextField(blank=True, max_length=4000, verbose_name='présentation')),
                ('interests', models.TextField(blank=True, max_length=2000, verbose_name='intérêts déclarés')),
                ('gender', models.CharField(blank=True, choices=[('', 'Je ne le déclare pas'), ('F', 'Femme'), ('M', 'Homme'), ('X', 'Autrement')], max_length=1, verbose_name='genre déclaré')),
                ('state', models.CharField(choices=[('proposed', 'À vérifier'), ('accepted', 'Recevable'), ('refused', 'Refusée'), ('withdrawn', 'Retirée')], default='proposed', max_length=9, verbose_name='état')),
                ('refusal', models.CharField(blank=True, max_length=300, verbose_name='motif du refus')),
                ('terms_served', models.PositiveSmallIntegerField(default=0, verbose_name='mandats de suite déjà accomplis')),
                ('fate', models.CharField(blank=True, choices=[('', 'Pas encore votée'), ('elected', 'Élection'), ('substitute', 'Suppléance'), ('not_elected', 'Sans siège'), ('declined', 'A renoncé à son siège')], max_length=11, verbose_name='résultat')),
                ('rank', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='rang')),
                ('kept_until', models.DateField(blank=True, null=True, verbose_name='présentation gardée jusqu’au')),
                ('submitted_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='déposée le')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='vérifiée le')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
                ('version', models.PositiveIntegerField(default=1)),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='candidacies', to='bodies.seatgroup', verbose_name='groupe de sièges')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='au nom de')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidacies', to='organisations.person', verbose_name='personne')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='files.image', verbose_name='photo')),
                ('election', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidacies', to='elections.election', verbose_name='élection')),
                ('slate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='candidates', to='elections.slate', verbose_name='liste')),
            ],
            options={
                'verbose_name': 'candidature',
                'verbose_name_plural': 'candidatures',
                'ordering': ['election', 'submitted_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'accepted'])), fields=('election', 'person'), name='candidacy_once'), models.UniqueConstraint(fields=('slate', 'place'), name='candidacy_place'), models.CheckConstraint(condition=models.Q(('place', None), ('slate__isnull', False), _connector='OR'), name='candidacy_place_of_a_slate'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('refusal', ''), _negated=True), _connector='OR'), name='candidacy_refused_why'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('withdrawn_at__isnull', False), _connector='OR'), name='candidacy_withdrawn_when')],
            },
        ),
    ]
