import django.db.models.deletion
import django.utils.timezone
import maillage.evaluations.models.poll
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('activities', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Questionnaire',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='nom')),
                ('audience', models.CharField(choices=[('participant', 'Participantes et participants'), ('teacher', 'Personnel enseignant'), ('pupil', 'Élèves')], default='participant', max_length=12, verbose_name='pour')),
                ('language', models.CharField(default='fr', max_length=5, verbose_name='langue')),
                ('intro', models.CharField(blank=True, max_length=500, verbose_name='mot d’accueil')),
                ('is_active', models.BooleanField(default=True, verbose_name='proposé aux prochaines activités')),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'questionnaire',
                'verbose_name_plural': 'questionnaires',
                'ordering': ['name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='questionnaire_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Poll',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moment', models.CharField(choices=[('before', 'Avant l’activité'), ('after', 'Après l’activité')], default='after', max_length=6, verbose_name='moment')),
                ('code', models.CharField(default=maillage.evaluations.models.poll.poll_code, editable=False, max_length=16, unique=True)),
                ('opens_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='ouverte le')),
                ('closes_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='close le')),
                ('invite', models.BooleanField(default=False, verbose_name='écrire aux personnes venues, le lendemain')),
                ('invited_at', models.DateTimeField(blank=True, null=True, verbose_name='invitations envoyées le')),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='polls', to='activities.activity', verbose_name='activité')),
                ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='polls', to='evaluations.questionnaire', verbose_name='questionnaire')),
            ],
            options={
                'verbose_name': 'évaluation',
                'verbose_name_plural': 'évaluations',
                'ordering': ['-opens_on', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('activity', 'questionnaire', 'moment'), name='poll_once'), models.CheckConstraint(condition=models.Q(('closes_on', None), ('closes_on__gte', models.F('opens_on')), _connector='OR'), name='poll_days')],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(default=1, verbose_name='ordre')),
                ('kind', models.CharField(choices=[('scale', 'De 1 à 5'), ('faces', 'Trois visages'), ('yes_no', 'Oui ou non'), ('one', 'Un choix'), ('several', 'Plusieurs choix'), ('number', 'Un nombre'), ('text', 'Un texte libre')], default='scale', max_length=8, verbose_name='réponse')),
                ('label', models.CharField(max_length=300, verbose_name='question')),
                ('options', models.JSONField(blank=True, default=list, verbose_name='choix')),
                ('required', models.BooleanField(default=False, verbose_name='obligatoire')),
                ('withdrawn', models.BooleanField(default=False, verbose_name='retirée')),
                ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='evaluations.questionnaire')),
            ],
            options={
                'verbose_name': 'question d’évaluation',
                'verbose_name_plural': 'questions d’évaluation',
                'ordering': ['rank', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('label', ''), _negated=True), name='evaluation_item_label')],
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40, unique=True)),
                ('source', models.CharField(choices=[('online', 'En ligne'), ('paper', 'Sur papier')], default='online', max_length=6, verbose_name='venue')),
                ('received_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='reçue le')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='evaluations.poll')),
            ],
            options={
                'verbose_name': 'feuille d’évaluation',
                'verbose_name_plural': 'feuilles d’évaluation',
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.IntegerField(null=True)),
                ('text', models.TextField(blank=True, max_length=3000)),
                ('redacted', models.BooleanField(default=False)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='evaluations.item')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='evaluations.sheet')),
            ],
            options={
                'verbose_name': 'réponse d’évaluation',
                'verbose_name_plural': 'réponses d’évaluation',
                'indexes': [models.Index(fields=['item', 'number'], name='answer_item_number')],
                'constraints': [models.UniqueConstraint(fields=('sheet', 'item', 'number'), name='answer_once'), models.CheckConstraint(condition=models.Q(('number__isnull', False), models.Q(('text', ''), _negated=True), ('redacted', True), _connector='OR'), name='answer_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.IntegerField(verbose_name='réponse')),
                ('count', models.PositiveIntegerField(verbose_name='fois')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tallies', to='evaluations.item')),
                ('poll', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='evaluations.poll')),
            ],
            options={
                'verbose_name': 'décompte d’évaluation',
                'verbose_name_plural': 'décomptes d’évaluation',
                'constraints': [models.UniqueConstraint(fields=('poll', 'item', 'number'), name='tally_once')],
            },
        ),
    ]
