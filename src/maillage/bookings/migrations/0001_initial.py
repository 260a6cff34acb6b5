import django.db.models.deletion
import django.utils.timezone
import maillage.bookings.models.reservation
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0004_fewer_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Bookable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('person', 'Personne'), ('kit', 'Trousse'), ('exhibition', 'Exposition'), ('equipment', 'Matériel'), ('room', 'Salle')], max_length=10, verbose_name='sorte')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='nom')),
                ('description', models.TextField(blank=True, max_length=5000, verbose_name='description')),
                ('contents', models.TextField(blank=True, max_length=5000, verbose_name='contenu, une ligne par pièce')),
                ('deposit', models.BigIntegerField(blank=True, null=True, verbose_name='caution')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='monnaie')),
                ('kept_at', models.CharField(blank=True, max_length=300, verbose_name='où c’est rangé')),
                ('volume', models.CharField(blank=True, max_length=120, verbose_name='volume et poids')),
                ('themes', models.JSONField(blank=True, default=list, verbose_name='thèmes')),
                ('is_public', models.BooleanField(default=False, verbose_name='au catalogue public')),
                ('is_active', models.BooleanField(default=True, verbose_name='en service')),
                ('photo', models.CharField(blank=True, max_length=64, verbose_name='photo')),
                ('photo_alt', models.CharField(blank=True, max_length=200, verbose_name='la photo, en mots')),
                ('out_from', models.DateField(blank=True, null=True, verbose_name='hors service depuis le')),
                ('out_until', models.DateField(blank=True, null=True, verbose_name='hors service jusqu’au')),
                ('out_reason', models.CharField(blank=True, max_length=300, verbose_name='pourquoi')),
                ('margin_before', models.PositiveIntegerField(default=0, verbose_name='minutes avant (trajet, préparation)')),
                ('margin_after', models.PositiveIntegerField(default=0, verbose_name='minutes après (retour, rangement)')),
                ('longest_days', models.PositiveSmallIntegerField(default=28, verbose_name='jours de prêt au plus')),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('person', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='bookable', to='organisations.person', verbose_name='personne')),
            ],
            options={
                'verbose_name': 'objet ou personne à réserver',
                'verbose_name_plural': 'objets et personnes à réserver',
                'ordering': ['kind', 'name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'person'), ('person__isnull', False)), models.Q(models.Q(('kind', 'person'), _negated=True), ('person', None), models.Q(('name', ''), _negated=True)), _connector='OR'), name='bookable_someone_or_something'), models.CheckConstraint(condition=models.Q(('deposit', None), models.Q(('deposit__gte', 0), models.Q(('currency', ''), _negated=True)), _connector='OR'), name='bookable_deposit'), models.CheckConstraint(condition=models.Q(('out_until', None), models.Q(('out_from__isnull', False), ('out_until__gte', models.F('out_from'))), _connector='OR'), name='bookable_out_dates'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'person'), _negated=True), ('is_public', False), _connector='OR'), name='bookable_people_not_public')],
            },
        ),
        migrations.CreateModel(
            name='Availability',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField(blank=True, choices=[(0, 'Lundi'), (1, 'Mardi'), (2, 'Mercredi'), (3, 'Jeudi'), (4, 'Vendredi'), (5, 'Samedi'), (6, 'Dimanche')], null=True, verbose_name='chaque')),
                ('first_on', models.DateField(blank=True, null=True, verbose_name='du')),
                ('last_on', models.DateField(blank=True, null=True, verbose_name='au')),
                ('begins', models.TimeField(verbose_name='de')),
                ('ends', models.TimeField(verbose_name='à')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('bookable', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='availabilities', to='bookings.bookable')),
            ],
            options={
                'verbose_name': 'disponibilité',
                'verbose_name_plural': 'disponibilités',
                'ordering': ['weekday', 'first_on', 'begins', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__gt', models.F('begins'))), name='availability_hours'), models.CheckConstraint(condition=models.Q(('weekday__isnull', False), models.Q(('first_on__isnull', False), ('last_on__isnull', False)), _connector='OR'), name='availability_some_day'), models.CheckConstraint(condition=models.Q(('weekday', None), ('weekday__lte', 6), _connector='OR'), name='availability_weekday'), models.CheckConstraint(condition=models.Q(('first_on', None), ('last_on', None), ('last_on__gte', models.F('first_on')), _connector='OR'), name='availability_dates')],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_on', models.DateField(verbose_name='du')),
                ('last_on', models.DateField(verbose_name='au')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='mot')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('bookable', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='bookings.bookable')),
            ],
            options={
                'verbose_name': 'absence',
                'verbose_name_plural': 'absences',
                'ordering': ['first_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='absence_dates')],
            },
        ),
        migrations.CreateModel(
            name='Reservation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(default=maillage.bookings.models.reservation.secret, max_length=40, unique=True)),
                ('key', models.CharField(default=maillage.bookings.models.reservation.secret, max_length=80, unique=True)),
                ('state', models.CharField(choices=[('asked', 'Demandée'), ('confirmed', 'Confirmée'), ('out', 'Sortie'), ('returned', 'Rendue'), ('cancelled', 'Annulée')], default='asked', max_length=9, verbose_name='état')),
                ('starts_at', models.DateTimeField(verbose_name='prise de')),
                ('ends_at', models.DateTimeField(verbose_name='prise jusqu’à')),
                ('margin_before', models.PositiveIntegerField(default=0, verbose_name='minutes avant')),
                ('margin_after', models.PositiveIntegerField(default=0, verbose_name='minutes après')),
                ('organisation_name', models.CharField(blank=True, max_length=200, verbose_name='organisation ou école')),
                ('contact_name', models.CharField(blank=True, max_length=150, verbose_name='personne à joindre')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='courriel')),
                ('contact_phone', models.CharField(blank=True, max_length=40, verbose_name='téléphone')),
                ('purpose', models.CharField(blank=True, max_length=300, verbose_name='pour quoi')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='mot')),
                ('source', models.CharField(blank=True, db_index=True, max_length=80)),
                ('language', models.CharField(default='fr', max_length=5, verbose_name='langue')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='à rendre le')),
                ('condition_out', models.CharField(blank=True, choices=[('good', 'Bon état'), ('worn', 'Usé'), ('incomplete', 'Incomplet'), ('damaged', 'Abîmé')], max_length=10, verbose_name='état à la sortie')),
                ('notes_out', models.CharField(blank=True, max_length=1000, verbose_name='remarques à la sortie')),
                ('photo_out', models.CharField(blank=True, max_length=64)),
                ('condition_in', models.CharField(blank=True, choices=[('good', 'Bon état'), ('worn', 'Usé'), ('incomplete', 'Incomplet'), ('damaged', 'Abîmé')], max_length=10, verbose_name='état au retour')),
                ('notes_in', models.CharField(blank=True, max_length=1000, verbose_name='remarques au retour')),
                ('photo_in', models.CharField(blank=True, max_length=64)),
                ('deposit_taken', models.BooleanField(default=False, verbose_name='caution reçue')),
                ('deposit_given_back', models.BooleanField(default=False, verbose_name='caution rendue')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='demandée le')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmée le')),
                ('out_at', models.DateTimeField(blank=True, null=True, verbose_name='sortie le')),
                ('returned_at', models.DateTimeField(blank=True, null=True, verbose_name='rendue le')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='annulée le')),
                ('cancel_reason', models.CharField(blank=True, max_length=300, verbose_name='raison')),
                ('purged_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('bookable', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='reservations', to='bookings.bookable', verbose_name='objet ou personne')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reservations', to='organisations.organisation', verbose_name='pour l’organisation')),
            ],
            options={
                'verbose_name': 'réservation',
                'verbose_name_plural': 'réservations',
                'ordering': ['starts_at', 'pk'],
                'indexes': [models.Index(fields=['bookable', 'starts_at'], name='reservation_when'), models.Index(fields=['state', 'due_on'], name='reservation_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='reservation_times'), models.UniqueConstraint(condition=models.Q(('state', 'out')), fields=('bookable',), name='reservation_out_once'), models.UniqueConstraint(condition=models.Q(models.Q(('source', ''), _negated=True), ('state__in', ['asked', 'confirmed', 'out'])), fields=('source', 'bookable'), name='reservation_source_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), ('confirmed_at__isnull', False), _connector='OR'), name='reservation_confirmed_when'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'out'), _negated=True), ('out_at__isnull', False), _connector='OR'), name='reservation_out_when'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), ('returned_at__isnull', False), _connector='OR'), name='reservation_returned_when'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancelled_at__isnull', False), _connector='OR'), name='reservation_cancelled_when')],
            },
        ),
    ]
