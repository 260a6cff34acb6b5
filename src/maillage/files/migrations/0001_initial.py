import django.db.models.deletion
import django.utils.timezone
import maillage.files.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=maillage.files.models.public_id, max_length=24, unique=True)),
                ('title', models.CharField(max_length=200, verbose_name='titre')),
                ('kind', models.CharField(choices=[('statutes', 'statuts et règlements'), ('minutes', 'procès-verbal'), ('report', 'rapport'), ('accounts', 'comptes'), ('contract', 'convention'), ('proof', 'pièce justificative'), ('invoice', 'facture ou reçu'), ('tool', 'outil pédagogique'), ('other', 'autre')], default='other', max_length=12, verbose_name='genre')),
                ('about_kind', models.CharField(blank=True, max_length=60, verbose_name='au sujet de')),
                ('about_id', models.CharField(blank=True, max_length=40, verbose_name='numéro de l’objet')),
                ('access', models.CharField(choices=[('public', 'tout le monde'), ('signed_in', 'les personnes connectées'), ('permission', 'une responsabilité'), ('fact', 'les personnes de l’organisation'), ('person', 'une seule personne')], max_length=12, verbose_name='qui peut l’ouvrir')),
                ('access_of', models.CharField(blank=True, max_length=80, verbose_name='précision de l’accès')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='déposé le')),
                ('removed_at', models.DateTimeField(null=True, verbose_name='retiré le')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['about_kind', 'about_id'], name='document_about')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('access__in', ['public', 'signed_in']), ('access_of', '')), models.Q(('access__in', ['permission', 'fact', 'person']), models.Q(('access_of', ''), _negated=True)), _connector='OR'), name='document_access')],
            },
        ),
        migrations.CreateModel(
            name='DocumentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('title', models.CharField(max_length=200, verbose_name='titre')),
                ('path', models.CharField(max_length=200, unique=True)),
                ('size', models.PositiveBigIntegerField(verbose_name='taille')),
                ('sha256', models.CharField(max_length=64)),
                ('content_type', models.CharField(max_length=100, verbose_name='type')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='déposée le')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='files.document')),
            ],
            options={
                'verbose_name': 'version de document',
                'verbose_name_plural': 'versions de documents',
                'ordering': ['document', '-number'],
                'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='document_version_once'), models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='document_version_size')],
            },
        ),
        migrations.CreateModel(
            name='Image',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=maillage.files.models.public_id, max_length=24, unique=True)),
                ('alt', models.CharField(blank=True, max_length=200, verbose_name='texte de remplacement')),
                ('sha256', models.CharField(max_length=64)),
                ('width', models.PositiveIntegerField(verbose_name='largeur')),
                ('height', models.PositiveIntegerField(verbose_name='hauteur')),
                ('renditions', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='déposée le')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'image',
                'verbose_name_plural': 'images',
                'ordering': ['-pk'],
            },
        ),
    ]
