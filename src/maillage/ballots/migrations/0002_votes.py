import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('ballots', '0001_initial'),
        ('organisations', '0004_fewer_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='numéro')),
                ('source', models.CharField(blank=True, db_index=True, max_length=40)),
                ('title', models.CharField(max_length=300, verbose_name='question')),
                ('text', models.TextField(blank=True, max_length=20000, verbose_name='texte mis aux voix')),
                ('method', models.CharField(choices=[('yesno', 'Pour, contre, abstention'), ('plurality', 'Majorité relative'), ('two-round', 'Deux tours'), ('approval', 'Approbation'), ('scottish-stv', 'Vote unique transférable (règle écossaise)'), ('meek', 'Vote unique transférable (Meek)'), ('irv', 'Vote alternatif'), ('schulze', 'Schulze (Condorcet)'), ('majority-judgement', 'Jugement majoritaire'), ('dhondt', 'Listes, d’Hondt'), ('sainte-lague', 'Listes, Sainte-Laguë'), ('largest-remainder', 'Listes, plus fort reste')], default='yesno', max_length=20, verbose_name='mode de scrutin')),
                ('secrecy', models.CharField(choices=[('nominal', 'Vote nominal'), ('confidential', 'Vote confidentiel'), ('hands', 'À main levée'), ('paper', 'Sur papier')], default='nominal', max_length=12, verbose_name='forme du vote')),
                ('paper_too', models.BooleanField(default=False, verbose_name='bulletins de papier à côté')),
                ('seats', models.PositiveSmallIntegerField(default=1, verbose_name='sièges à pourvoir')),
                ('rule', models.JSONField(blank=True, default=dict, verbose_name='règle de décision')),
                ('constraints', models.JSONField(blank=True, default=dict, verbose_name='sièges réservés, parité')),
                ('grades', models.JSONField(blank=True, default=list, verbose_name='mentions, la meilleure d’abord')),
                ('elects_persons', models.BooleanField(default=False, verbose_name='élit des personnes')),
                ('remote', models.BooleanField(default=False, verbose_name='vote possible hors de la salle')),
                ('in_room', models.BooleanField(default=False, verbose_name='réservé aux personnes présentes')),
                ('state', models.CharField(choices=[('draft', 'En préparation'), ('open', 'Vote ouvert'), ('closed', 'Vote clos'), ('declared', 'Résultat proclamé'), ('cancelled', 'Vote annulé')], default='draft', max_length=10, verbose_name='état')),
                ('opens_at', models.DateTimeField(blank=True, null=True, verbose_name='ouvre le')),
                ('closes_at', models.DateTimeField(blank=True, null=True, verbose_name='ferme le')),
                ('remind_hours', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='rappel, heures avant la fin')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='ouvert le')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='clos le')),
                ('declared_at', models.DateTimeField(blank=True, null=True, verbose_name='proclamé le')),
                ('cancel_reason', models.CharField(blank=True, max_length=500, verbose_name='raison de l’annulation')),
                ('lot_seed', models.CharField(blank=True, max_length=64, verbose_name='graine du tirage au sort')),
                ('casting_vote', models.CharField(blank=True, max_length=10, verbose_name='voix prépondérante')),
                ('outcome', models.JSONField(blank=True, null=True, verbose_name='résultat')),
                ('public_key', models.CharField(blank=True, max_length=200)),
                ('key_wrapped', models.JSONField(blank=True, default=list)),
                ('recovery_shown_at', models.DateTimeField(blank=True, null=True)),
                ('urn_opened_at', models.DateTimeField(blank=True, null=True, verbose_name='urne ouverte le')),
                ('folded', models.JSONField(blank=True, default=dict, verbose_name='collèges réunis')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('roll', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='ballots.roll', verbose_name='liste électorale')),
            ],
            options={
                'verbose_name': 'question mise aux voix',
                'verbose_name_plural': 'questions mises aux voix',
                'ordering': ['roll', 'number'],
                'constraints': [models.UniqueConstraint(fields=('roll', 'number'), name='question_number'), models.CheckConstraint(condition=models.Q(('seats__gte', 1)), name='question_seats'), models.CheckConstraint(condition=models.Q(('opens_at', None), ('closes_at', None), ('closes_at__gt', models.F('opens_at')), _connector='OR'), name='question_times'), models.CheckConstraint(condition=models.Q(models.Q(('declared_at__isnull', False), ('outcome__isnull', False), ('state', 'declared')), models.Q(models.Q(('state', 'declared'), _negated=True), ('declared_at', None)), _connector='OR'), name='question_declared'), models.CheckConstraint(condition=models.Q(models.Q(('secrecy', 'confidential'), ('state', 'open'), _negated=True), models.Q(models.Q(('public_key', ''), _negated=True), ('recovery_shown_at__isnull', False)), _connector='OR'), name='question_confidential_has_key'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('cancel_reason', ''), _negated=True), _connector='OR'), name='question_cancel_reason')],
            },
        ),
        migrations.CreateModel(
            name='RightUse',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('route', models.CharField(choices=[('online', 'En ligne'), ('proxy', 'Par procuration'), ('room', 'Dans la salle'), ('paper', 'Sur papier')], max_length=6, verbose_name='voie')),
                ('right', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='ballots.right')),
                ('question', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='ballots.question')),
            ],
            options={
                'verbose_name': 'droit exercé',
                'verbose_name_plural': 'droits exercés',
                'constraints': [models.UniqueConstraint(fields=('question', 'right'), name='right_used_once')],
            },
        ),
        migrations.CreateModel(
            name='Option',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='numéro')),
                ('label', models.CharField(max_length=300, verbose_name='choix')),
                ('source', models.CharField(blank=True, max_length=40)),
                ('college', models.CharField(blank=True, max_length=60, verbose_name='collège')),
                ('gender', models.CharField(blank=True, max_length=20, verbose_name='genre déclaré')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='ballots.question')),
            ],
            options={
                'verbose_name': 'choix d’une question',
                'verbose_name_plural': 'choix des questions',
                'ordering': ['question', 'number'],
                'constraints': [models.UniqueConstraint(fields=('question', 'number'), name='option_number'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='option_number_from_one')],
            },
        ),
        migrations.CreateModel(
            name='OpenedBallot',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField()),
                ('content', models.JSONField(verbose_name='bulletin')),
                ('weight', models.PositiveIntegerField(verbose_name='voix')),
                ('college', models.CharField(blank=True, max_length=60, verbose_name='collège')),
                ('question', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='ballots.question')),
            ],
            options={
                'verbose_name': 'bulletin ouvert',
                'verbose_name_plural': 'bulletins ouverts',
                'ordering': ['question', 'position'],
                'constraints': [models.UniqueConstraint(fields=('question', 'position'), name='ballot_position')],
            },
        ),
        migrations.CreateModel(
            name='TellerSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('hands', 'Main levée'), ('paper', 'Papier')], max_length=5, verbose_name='dépouillement')),
                ('sheet', models.PositiveSmallIntegerField(verbose_name='feuille')),
                ('content', models.JSONField(verbose_name='compte')),
                ('entered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='ballots.question')),
                ('teller', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'feuille de dépouillement',
                'verbose_name_plural': 'feuilles de dépouillement',
                'ordering': ['question', 'kind', 'sheet'],
                'constraints': [models.UniqueConstraint(fields=('question', 'kind', 'sheet'), name='teller_sheet_once'), models.UniqueConstraint(condition=models.Q(('sheet__lte', 2)), fields=('question', 'kind', 'teller'), name='two_different_tellers'), models.CheckConstraint(condition=models.Q(('sheet__range', (1, 3))), name='teller_sheet_number')],
            },
        ),
        migrations.CreateModel(
            name='Urn',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('college', models.CharField(blank=True, max_length=60)),
                ('weight', models.PositiveIntegerField(default=1)),
                ('boxes', models.BinaryField(default=bytes)),
                ('question', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='urns', to='ballots.question')),
            ],
            options={
                'verbose_name': 'urne scellée',
                'verbose_name_plural': 'urnes scellées',
                'constraints': [models.UniqueConstraint(fields=('question', 'college', 'weight'), name='urn_of_class')],
            },
        ),
        migrations.CreateModel(
            name='NominalVote',
            fields=[
                ('use', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='vote', serialize=False, to='ballots.rightuse')),
                ('choice', models.JSONField(verbose_name='choix')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='le')),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.person')),
            ],
            options={
                'verbose_name': 'vote nominal',
                'verbose_name_plural': 'votes nominaux',
            },
        ),
    ]
