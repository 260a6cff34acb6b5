import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(max_length=30, unique=True)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'compteur',
                'verbose_name_plural': 'compteurs',
            },
        ),
        migrations.CreateModel(
            name='Invoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('invoice', 'Facture'), ('credit_note', 'Note de crédit')], default='invoice', max_length=12, verbose_name='sorte')),
                ('number', models.CharField(max_length=30, unique=True, verbose_name='numéro')),
                ('fiscal_year', models.CharField(max_length=9, verbose_name='exercice')),
                ('issued_on', models.DateField(verbose_name='émise le')),
                ('due_on', models.DateField(verbose_name='échéance')),
                ('addressee', models.JSONField(verbose_name='destinataire')),
                ('lines', models.JSONField(verbose_name='lignes')),
                ('total', models.BigIntegerField(verbose_name='total')),
                ('currency', models.CharField(max_length=3, verbose_name='monnaie')),
                ('reference', models.CharField(blank=True, max_length=40, verbose_name='communication structurée')),
                ('language', models.CharField(default='fr', max_length=5, verbose_name='langue')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='billing.invoice')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.person', verbose_name='personne')),
            ],
            options={
                'verbose_name': 'facture',
                'verbose_name_plural': 'factures',
                'ordering': ['-issued_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('organisation', None), ('person', None), _connector='XOR'), name='invoice_one_payer'), models.CheckConstraint(condition=models.Q(models.Q(('corrects', None), ('kind', 'invoice')), models.Q(('corrects__isnull', False), ('kind', 'credit_note')), _connector='OR'), name='credit_note_corrects')],
            },
        ),
        migrations.CreateModel(
            name='Charge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=200, verbose_name='objet')),
                ('amount', models.BigIntegerField(verbose_name='montant')),
                ('currency', models.CharField(max_length=3, verbose_name='monnaie')),
                ('issued_on', models.DateField(verbose_name='émise le')),
                ('due_on', models.DateField(db_index=True, verbose_name='échéance')),
                ('fiscal_year', models.CharField(db_index=True, max_length=9, verbose_name='exercice')),
                ('lines', models.JSONField(default=list, verbose_name='détail')),
                ('source', models.CharField(blank=True, max_length=120, null=True, unique=True)),
                ('cancelled_on', models.DateField(blank=True, null=True, verbose_name='annulée le')),
                ('cancel_reason', models.CharField(blank=True, max_length=300, verbose_name='motif')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.person', verbose_name='personne')),
                ('invoice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='charges', to='billing.invoice')),
            ],
            options={
                'verbose_name': 'somme due',
                'verbose_name_plural': 'sommes dues',
                'ordering': ['-due_on', '-pk'],
                'indexes': [models.Index(fields=['organisation', 'due_on'], name='charge_organisation'), models.Index(fields=['person', 'due_on'], name='charge_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('organisation', None), ('person', None), _connector='XOR'), name='charge_one_payer'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='charge_not_negative'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('issued_on'))), name='charge_due_after_issue')],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.BigIntegerField(verbose_name='montant')),
                ('currency', models.CharField(max_length=3, verbose_name='monnaie')),
                ('received_on', models.DateField(db_index=True, verbose_name='reçu le')),
                ('method', models.CharField(choices=[('transfer', 'Virement'), ('cheque', 'Chèque'), ('cash', 'Espèces'), ('direct_debit', 'Prélèvement'), ('other', 'Autre')], default='transfer', max_length=12, verbose_name='moyen')),
                ('payer_name', models.CharField(blank=True, max_length=200, verbose_name='nom écrit sur le paiement')),
                ('reference', models.CharField(blank=True, max_length=200, verbose_name='communication')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('key', models.CharField(blank=True, max_length=120, null=True, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.person', verbose_name='personne')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'paiement',
                'verbose_name_plural': 'paiements',
                'ordering': ['-received_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('organisation', None), ('person', None), _connector='XOR'), name='payment_one_payer'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payment_positive')],
            },
        ),
        migrations.CreateModel(
            name='Allocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.BigIntegerField(verbose_name='montant')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('charge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='billing.charge')),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='billing.payment')),
            ],
            options={
                'verbose_name': 'imputation',
                'verbose_name_plural': 'imputations',
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='allocation_positive'), models.UniqueConstraint(fields=('payment', 'charge'), name='allocation_once')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=30, unique=True, verbose_name='numéro')),
                ('fiscal_year', models.CharField(max_length=9, verbose_name='exercice')),
                ('issued_on', models.DateField(verbose_name='émis le')),
                ('addressee', models.JSONField(verbose_name='destinataire')),
                ('language', models.CharField(default='fr', max_length=5, verbose_name='langue')),
                ('cancelled_on', models.DateField(blank=True, null=True, verbose_name='annulé le')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='billing.payment')),
                ('replaces', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='billing.receipt')),
            ],
            options={
                'verbose_name': 'reçu',
                'verbose_name_plural': 'reçus',
                'ordering': ['-issued_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Refund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.BigIntegerField(verbose_name='montant')),
                ('refunded_on', models.DateField(verbose_name='remboursé le')),
                ('reason', models.CharField(max_length=300, verbose_name='motif')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='billing.payment')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'remboursement',
                'verbose_name_plural': 'remboursements',
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='refund_positive')],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filename', models.CharField(max_length=200, verbose_name='fichier')),
                ('account', models.CharField(blank=True, max_length=40, verbose_name='compte')),
                ('lines_new', models.PositiveIntegerField(default=0, verbose_name='lignes nouvelles')),
                ('lines_known', models.PositiveIntegerField(default=0, verbose_name='lignes déjà connues')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='reçu le')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'relevé bancaire',
                'verbose_name_plural': 'relevés bancaires',
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='StatementLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64, unique=True)),
                ('booked_on', models.DateField(verbose_name='date')),
                ('amount', models.BigIntegerField(verbose_name='montant')),
                ('currency', models.CharField(max_length=3, verbose_name='monnaie')),
                ('payer_name', models.CharField(blank=True, max_length=200, verbose_name='de la part de')),
                ('payer_account', models.CharField(blank=True, max_length=40, verbose_name='compte')),
                ('reference', models.CharField(blank=True, max_length=60, verbose_name='communication structurée')),
                ('text', models.CharField(blank=True, max_length=500, verbose_name='communication')),
                ('state', models.CharField(choices=[('new', 'À rapprocher'), ('matched', 'Rapprochée'), ('ignored', 'Mise de côté')], default='new', max_length=8, verbose_name='état')),
                ('decided_at', models.DateTimeField(null=True)),
                ('payment', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='statement_line', to='billing.payment')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='billing.statement')),
            ],
            options={
                'verbose_name': 'ligne de relevé',
                'verbose_name_plural': 'lignes de relevé',
                'ordering': ['-booked_on', '-pk'],
                'indexes': [models.Index(fields=['state', '-booked_on'], name='statement_line_state')],
            },
        ),
    ]
