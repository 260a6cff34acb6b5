import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('assemblies', '0001_initial'),
        ('bodies', '0001_initial'),
        ('members', '0001_initial'),
        ('organisations', '0004_fewer_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Motion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='numéro')),
                ('title', models.CharField(max_length=200, verbose_name='titre')),
                ('statement', models.TextField(blank=True, max_length=10000, verbose_name='pourquoi')),
                ('origin', models.CharField(choices=[('member', 'Membre'), ('board', 'Conseil d’administration'), ('seat', 'Personne qui siège')], default='member', max_length=6, verbose_name='vient de')),
                ('state', models.CharField(choices=[('draft', 'Brouillon'), ('submitted', 'Déposée'), ('refused', 'Irrecevable'), ('admissible', 'Recevable'), ('debated', 'En débat'), ('carried', 'Adoptée'), ('lost', 'Rejetée'), ('referred', 'Renvoyée à une instance'), ('tabled', 'Ajournée'), ('withdrawn', 'Retirée')], default='draft', max_length=10, verbose_name='état')),
                ('refusal', models.CharField(blank=True, max_length=1000, verbose_name='motif')),
                ('late_reason', models.CharField(blank=True, max_length=500, verbose_name='pourquoi hors délai')),
                ('opinion', models.CharField(blank=True, choices=[('', 'Pas d’avis'), ('for', 'Favorable'), ('against', 'Défavorable'), ('neutral', 'S’en remet à l’assemblée')], max_length=7, verbose_name='avis du conseil')),
                ('opinion_text', models.TextField(blank=True, max_length=4000, verbose_name='motifs de l’avis')),
                ('outcome_text', models.TextField(blank=True, verbose_name='texte mis aux voix')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='déposée le')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='décidée le')),
                ('key', models.CharField(blank=True, editable=False, max_length=40, null=True, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='écrite le')),
                ('assembly', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='motions', to='assemblies.assembly', verbose_name='assemblée')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='motions', to='assemblies.agendaitem', verbose_name='point de l’ordre du jour')),
                ('left_item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='assemblies.agendaitem', verbose_name='point où elle est restée sans vote')),
                ('referred_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.body', verbose_name='renvoyée à')),
            ],
            options={
                'verbose_name': 'proposition',
                'verbose_name_plural': 'propositions',
                'ordering': ['assembly', 'number', 'pk'],
                'indexes': [models.Index(fields=['assembly', 'state'], name='motion_assembly_state')],
                'constraints': [models.UniqueConstraint(fields=('assembly', 'number'), name='motion_number_once'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='motion_has_a_title'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'refused', 'admissible', 'debated', 'carried', 'lost', 'referred', 'tabled', 'withdrawn'])), name='motion_known_state'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), ('submitted_at__isnull', False), _connector='OR'), name='motion_submitted'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('refusal', ''), _negated=True), _connector='OR'), name='motion_refused_why'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'referred'), _negated=True), ('referred_to__isnull', False), _connector='OR'), name='motion_referred'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['carried', 'lost']), _negated=True), ('decided_at__isnull', False), _connector='OR'), name='motion_decided')],
            },
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='numéro')),
                ('kind', models.CharField(choices=[('replace', 'Remplacer'), ('add', 'Ajouter après'), ('strike', 'Supprimer')], max_length=7, verbose_name='ce qu’il fait')),
                ('first', models.CharField(max_length=400, verbose_name='du paragraphe')),
                ('last', models.CharField(max_length=400, verbose_name='au paragraphe')),
                ('texts', models.JSONField(blank=True, default=list, verbose_name='nouveau texte')),
                ('base', models.PositiveSmallIntegerField(default=1, verbose_name='écrit sur la version')),
                ('reason', models.TextField(blank=True, max_length=4000, verbose_name='pourquoi')),
                ('origin', models.CharField(choices=[('member', 'Membre'), ('board', 'Conseil d’administration'), ('seat', 'Personne qui siège')], default='member', max_length=6, verbose_name='vient de')),
                ('state', models.CharField(choices=[('submitted', 'Déposé'), ('refused', 'Irrecevable'), ('accepted', 'Repris dans le texte par qui propose'), ('carried', 'Adopté'), ('lost', 'Rejeté'), ('overtaken', 'Sans objet'), ('withdrawn', 'Retiré')], default='submitted', max_length=9, verbose_name='état')),
                ('refusal', models.CharField(blank=True, max_length=1000, verbose_name='motif')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='décidé le')),
                ('key', models.CharField(blank=True, editable=False, max_length=40, null=True, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='déposé le')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                ('overtaken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='motions.amendment')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.person')),
                ('motion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='motions.motion')),
            ],
            options={
                'verbose_name': 'amendement',
                'verbose_name_plural': 'amendements',
                'ordering': ['motion', 'number'],
                'constraints': [models.UniqueConstraint(fields=('motion', 'number'), name='amendment_number_once'), models.CheckConstraint(condition=models.Q(('state__in', ['submitted', 'refused', 'accepted', 'carried', 'lost', 'overtaken', 'withdrawn'])), name='amendment_known_state'), models.CheckConstraint(condition=models.Q(('kind__in', ['replace', 'add', 'strike'])), name='amendment_known_kind'), models.CheckConstraint(condition=models.Q(('origin', 'board'), ('member__isnull', False), ('person__isnull', False), _connector='OR'), name='amendment_is_of_someone'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('refusal', ''), _negated=True), _connector='OR'), name='amendment_refused_why')],
            },
        ),
        migrations.CreateModel(
            name='MotionBacker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('mover', 'Propose'), ('seconder', 'Appuie')], default='mover', max_length=8, verbose_name='à quel titre')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='depuis le')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                ('motion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='backers', to='motions.motion')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.person')),
            ],
            options={
                'verbose_name': 'appui d’une proposition',
                'verbose_name_plural': 'appuis des propositions',
                'ordering': ['role', 'at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('member__isnull', False), ('person__isnull', False), _connector='OR'), name='backer_is_someone'), models.UniqueConstraint(fields=('motion', 'member'), name='backer_member_once'), models.UniqueConstraint(condition=models.Q(('member', None)), fields=('motion', 'person'), name='backer_person_once')],
            },
        ),
        migrations.CreateModel(
            name='MotionCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateTimeField(verbose_name='propositions reçues jusqu’au')),
                ('amend_until', models.DateTimeField(blank=True, null=True, verbose_name='amendements reçus jusqu’au')),
                ('seconders_needed', models.PositiveSmallIntegerField(default=0, verbose_name='appuis demandés par proposition')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='d’où vient cette règle')),
                ('version', models.PositiveIntegerField(default=1)),
                ('assembly', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='motion_call', to='assemblies.assembly')),
            ],
            options={
                'verbose_name': 'appel à propositions',
                'verbose_name_plural': 'appels à propositions',
                'constraints': [models.CheckConstraint(condition=models.Q(('amend_until', None), ('amend_until__gte', models.F('until')), _connector='OR'), name='motion_call_order'), models.CheckConstraint(condition=models.Q(('seconders_needed__lte', 100)), name='motion_call_seconders')],
            },
        ),
        migrations.CreateModel(
            name='MotionVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('paragraphs', models.JSONField(default=list)),
                ('cause', models.CharField(choices=[('written', 'Texte déposé'), ('rewritten', 'Réécrit'), ('friendly', 'Amendement repris par qui propose'), ('carried', 'Amendement adopté')], default='written', max_length=9, verbose_name='pourquoi')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='le')),
                ('amendment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='motions.amendment')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('motion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='motions.motion')),
            ],
            options={
                'verbose_name': 'version d’une proposition',
                'verbose_name_plural': 'versions des propositions',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('motion', 'number'), name='motion_version_once')],
            },
        ),
    ]
