
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Token',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='à quoi elle sert')),
                ('prefix', models.CharField(max_length=8, unique=True, verbose_name='début de la clé')),
                ('digest', models.CharField(max_length=64)),
                ('scopes', models.JSONField(blank=True, default=list, verbose_name='ce qu’elle lit')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='faite le')),
                ('last_used_on', models.DateField(blank=True, null=True, verbose_name='dernier usage')),
                ('expires_on', models.DateField(verbose_name='valable jusqu’au')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='faite par')),
            ],
            options={
                'verbose_name': 'clé de l’API',
                'verbose_name_plural': 'clés de l’API',
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='token_has_a_name')],
            },
        ),
    ]
