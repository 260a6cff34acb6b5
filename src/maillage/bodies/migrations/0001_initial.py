import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0004_fewer_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('kind', models.CharField(choices=[('assembly', 'Assemblée'), ('board', 'Conseil'), ('table', 'Table de concertation'), ('committee', 'Comité')], default='committee', max_length=10, verbose_name='sorte')),
                ('name', models.CharField(max_length=160, verbose_name='nom')),
                ('purpose', models.TextField(blank=True, max_length=2000, verbose_name='à quoi elle sert')),
                ('quorum_kind', models.CharField(choices=[('none', 'Aucun'), ('share', 'Une fraction des droits de vote'), ('number', 'Un nombre de personnes')], default='none', max_length=6, verbose_name='quorum')),
                ('quorum_share', models.CharField(blank=True, max_length=9, validators=[django.core.validators.RegexValidator('^[1-9][0-9]{0,2}/[1-9][0-9]{0,2}$', 'Écrivez une fraction, par exemple 1/2.')], verbose_name='fraction')),
                ('quorum_strict', models.BooleanField(default=False, verbose_name='plus que cette fraction (et non au moins)')),
                ('quorum_number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='nombre')),
                ('quorum_by_college', models.BooleanField(default=False, verbose_name='dans chaque collège')),
                ('quorum_proxies', models.BooleanField(default=False, verbose_name='les procurations comptent au quorum')),
                ('quorum_source', models.CharField(blank=True, max_length=300, verbose_name='d’où vient cette règle')),
                ('decisions_public', models.BooleanField(default=False, verbose_name='décisions publiques')),
                ('is_public', models.BooleanField(default=True, verbose_name='composition publique')),
                ('active', models.BooleanField(default=True, verbose_name='en fonction')),
                ('seats_text', models.TextField(blank=True, max_length=2000, verbose_name='ce que les statuts disent de ses sièges')),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'instance',
                'verbose_name_plural': 'instances',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('code', ''), _negated=True), models.Q(('name', ''), _negated=True)), name='body_is_named'), models.CheckConstraint(condition=models.Q(('quorum_kind', 'none'), models.Q(('quorum_kind', 'share'), models.Q(('quorum_share', ''), _negated=True)), models.Q(('quorum_kind', 'number'), ('quorum_number__gte', 1)), _connector='OR'), name='body_quorum_is_said')],
            },
        ),
        migrations.CreateModel(
            name='SeatGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('college', models.SlugField(max_length=48, verbose_name='code du collège')),
                ('label', models.CharField(max_length=120, verbose_name='nom du collège ou du groupe')),
                ('seats', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='sièges')),
                ('term_months', models.PositiveSmallIntegerField(default=24, verbose_name='durée d’un mandat, en mois')),
                ('max_terms', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='mandats de suite, au plus')),
                ('category', models.CharField(blank=True, max_length=48, verbose_name='réservés à la catégorie')),
                ('staggered', models.BooleanField(default=False, verbose_name='renouvelés par moitié')),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='ordre')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='bodies.body', verbose_name='instance')),
            ],
            options={
                'verbose_name': 'groupe de sièges',
                'verbose_name_plural': 'groupes de sièges',
                'ordering': ['order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('body', 'college'), name='seat_group_once'), models.CheckConstraint(condition=models.Q(('seats__gte', 1), ('term_months__gte', 1)), name='seat_group_has_seats'), models.CheckConstraint(condition=models.Q(('max_terms', None), ('max_terms__gte', 1), _connector='OR'), name='seat_group_terms')],
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(choices=[('chair', 'Présidence'), ('vice_chair', 'Vice-présidence'), ('secretary', 'Secrétariat'), ('treasurer', 'Trésorerie'), ('member', 'Membre')], default='member', max_length=10, verbose_name='fonction')),
                ('started_on', models.DateField(verbose_name='depuis le')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='fin prévue le')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='terminé le')),
                ('how', models.CharField(choices=[('elected', 'Élection'), ('coopted', 'Cooptation'), ('appointed', 'Nomination'), ('ex_officio', 'De droit')], default='elected', max_length=10, verbose_name='comment')),
                ('end_reason', models.CharField(blank=True, choices=[('term', 'Fin du mandat'), ('office', 'Changement de fonction'), ('resigned', 'Démission'), ('revoked', 'Révocation'), ('quality', 'Perte de la qualité qui permettait de siéger'), ('refused', 'Cooptation non confirmée par l’assemblée'), ('deceased', 'Décès'), ('other', 'Autre')], max_length=8, verbose_name='fin')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='précision')),
                ('substitute_rank', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='rang de suppléance')),
                ('source', models.CharField(blank=True, max_length=40, verbose_name='origine')),
                ('to_confirm', models.BooleanField(default=False, verbose_name='à confirmer par l’assemblée')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='confirmé le')),
                ('terms_served', models.PositiveSmallIntegerField(default=0, verbose_name='mandats déjà accomplis')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='bodies.body', verbose_name='instance')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='organisations.organisation', verbose_name='au nom de')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='organisations.person', verbose_name='personne')),
                ('replaces', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.mandate', verbose_name='remplace')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='bodies.seatgroup', verbose_name='groupe de sièges')),
            ],
            options={
                'verbose_name': 'mandat',
                'verbose_name_plural': 'mandats',
                'ordering': ['-started_on', 'pk'],
                'indexes': [models.Index(fields=['body', 'started_on'], name='seat_mandate_body_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='seat_mandate_days'), models.CheckConstraint(condition=models.Q(('due_on', None), ('due_on__gte', models.F('started_on')), _connector='OR'), name='seat_mandate_term'), models.CheckConstraint(condition=models.Q(('ended_on', None), models.Q(('end_reason', ''), _negated=True), _connector='OR'), name='seat_mandate_end_has_reason'), models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('body', 'person'), name='one_open_mandate'), models.UniqueConstraint(fields=('body', 'person', 'started_on'), name='one_mandate_a_day')],
            },
        ),
    ]
