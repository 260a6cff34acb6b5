import django.db.models.deletion
import django.utils.timezone
import maillage.assemblies.models.presence
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assemblies", "0001_initial"),
        ("members", "0001_initial"),
        ("organisations", "0004_fewer_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                ("organisation", models.CharField(blank=True, max_length=200, verbose_name="organisation")),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("voter", "Personne déléguée ou votante"),
                            ("substitute", "Suppléance"),
                            ("proxy_holder", "Porte une procuration"),
                            ("supporter", "Membre de soutien"),
                            ("guest", "Personne invitée"),
                            ("staff", "Équipe"),
                        ],
                        max_length=12,
                        verbose_name="à quel titre",
                    ),
                ),
                ("card", models.CharField(blank=True, max_length=12, verbose_name="carton de vote")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "assembly",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="assemblies.assembly",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "présence à une assemblée",
                "verbose_name_plural": "présences aux assemblées",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("assembly", "person"),
                        name="attendance_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("card", ""), _negated=True),
                        fields=("assembly", "card"),
                        name="attendance_card",
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="attendance_name"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("capacity__in", ["voter", "substitute", "proxy_holder", "supporter", "guest", "staff"])
                        ),
                        name="attendance_capacity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False),
                            models.Q(("capacity__in", ["voter", "substitute", "proxy_holder"]), _negated=True),
                            _connector="OR",
                        ),
                        name="attendance_voter_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuorumChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="quand")),
                ("present", models.PositiveIntegerField(verbose_name="comptés")),
                ("needed", models.PositiveIntegerField(verbose_name="requis")),
                ("reached", models.BooleanField(verbose_name="atteint")),
                (
                    "assembly",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quorum_changes",
                        to="assemblies.assembly",
                    ),
                ),
            ],
            options={
                "verbose_name": "changement du quorum",
                "verbose_name_plural": "changements du quorum",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Screen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "token",
                    models.CharField(
                        default=maillage.assemblies.models.presence.room_token, max_length=40, unique=True
                    ),
                ),
                (
                    "alternation",
                    models.CharField(
                        choices=[
                            ("none", "Sans alternance"),
                            ("college", "Alterner entre les collèges"),
                            ("declared", "Alterner selon ce que chaque personne déclare"),
                        ],
                        default="none",
                        max_length=8,
                        verbose_name="ordre de parole",
                    ),
                ),
                (
                    "speech_minutes",
                    models.PositiveSmallIntegerField(default=3, verbose_name="minutes par prise de parole"),
                ),
                (
                    "assembly",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="screen", to="assemblies.assembly"
                    ),
                ),
            ],
            options={
                "verbose_name": "écran de salle",
                "verbose_name_plural": "écrans de salle",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("speech_minutes__range", (0, 60))), name="screen_minutes"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("alternation__in", ["none", "college", "declared"])),
                        name="screen_alternation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Speech",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                ("group", models.CharField(blank=True, max_length=60, verbose_name="pour l’alternance")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("speech", "Prise de parole"),
                            ("question", "Question"),
                            ("point_of_order", "Point d’ordre"),
                        ],
                        default="speech",
                        max_length=14,
                        verbose_name="pour",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Demande la parole"),
                            ("speaking", "A la parole"),
                            ("done", "A parlé"),
                            ("withdrawn", "Y a renoncé"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                ("first_time", models.BooleanField(default=True, verbose_name="première prise de parole")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="demandée")),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="commencée")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="finie")),
                (
                    "assembly",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="speeches", to="assemblies.assembly"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="speeches",
                        to="assemblies.agendaitem",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "prise de parole",
                "verbose_name_plural": "prises de parole",
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "speaking")), fields=("assembly",), name="speech_one_at_a_time"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False), ("state", "waiting")),
                        fields=("assembly", "person", "kind"),
                        name="speech_asked_once",
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="speech_name"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["speech", "question", "point_of_order"])), name="speech_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "speaking", "done", "withdrawn"])),
                        name="speech_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "speaking"), _negated=True),
                            models.Q(("ended_at", None), ("started_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="speech_begun",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), ("ended_at__gte", models.F("started_at")), _connector="OR"
                        ),
                        name="speech_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("came_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="arrivée")),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="départ")),
                (
                    "how",
                    models.CharField(
                        choices=[("desk", "À l’accueil"), ("qr", "Avec son téléphone"), ("remote", "À distance")],
                        default="desk",
                        max_length=6,
                        verbose_name="comment",
                    ),
                ),
                (
                    "attendance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stays", to="assemblies.attendance"
                    ),
                ),
            ],
            options={
                "verbose_name": "temps de présence",
                "verbose_name_plural": "temps de présence",
                "ordering": ["came_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at", None)), fields=("attendance",), name="stay_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("left_at", None), ("left_at__gte", models.F("came_at")), _connector="OR"),
                        name="stay_order",
                    ),
                    models.CheckConstraint(condition=models.Q(("how__in", ["desk", "qr", "remote"])), name="stay_how"),
                ],
            },
        ),
    ]
