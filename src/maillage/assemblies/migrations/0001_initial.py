import django.db.models.deletion
import django.utils.timezone
import maillage.assemblies.models.notice
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("ballots", "0001_initial"),
        ("bodies", "0001_initial"),
        ("files", "0001_initial"),
        ("mail", "0002_alter_consent_purpose"),
        ("members", "0001_initial"),
        ("organisations", "0004_fewer_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("title", models.CharField(max_length=200, verbose_name="titre du point")),
                ("text", models.TextField(blank=True, max_length=8000, verbose_name="ce qu’il faut savoir")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("information", "information"),
                            ("debate", "débat"),
                            ("decision", "décision"),
                            ("election", "élection"),
                        ],
                        default="information",
                        max_length=11,
                        verbose_name="sorte de point",
                    ),
                ),
                ("minutes_planned", models.PositiveSmallIntegerField(default=0, verbose_name="durée prévue (minutes)")),
                ("presenter", models.CharField(blank=True, max_length=200, verbose_name="qui présente")),
                ("consent", models.BooleanField(default=False, verbose_name="dans le lot adopté sans débat")),
                (
                    "decision_kind",
                    models.CharField(
                        choices=[
                            ("ordinary", "décision ordinaire"),
                            ("bylaws", "modification des statuts ou règlements"),
                            ("purpose", "modification de l’objet"),
                            ("exclusion", "exclusion d’un membre"),
                            ("dissolution", "dissolution"),
                        ],
                        default="ordinary",
                        max_length=11,
                        verbose_name="sorte de décision",
                    ),
                ),
                ("requested_by", models.CharField(blank=True, max_length=300, verbose_name="à la demande de")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "à venir"),
                            ("current", "en cours"),
                            ("done", "traité"),
                            ("postponed", "remis"),
                        ],
                        default="planned",
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="commencé à")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="fini à")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="assemblies.agendaitem",
                        verbose_name="fait partie de",
                    ),
                ),
            ],
            options={
                "verbose_name": "point de l’ordre du jour",
                "verbose_name_plural": "points de l’ordre du jour",
                "ordering": ["assembly", "position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None), models.Q(("parent", models.F("pk")), _negated=True), _connector="OR"
                        ),
                        name="item_not_its_own_part",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("consent", True), _negated=True), ("kind", "decision"), _connector="OR"
                        ),
                        name="item_consent_decides",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at", None),
                            ("started_at", None),
                            ("done_at__gte", models.F("started_at")),
                            _connector="OR",
                        ),
                        name="item_hours",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assembly",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("annual", "assemblée générale annuelle"),
                            ("extraordinary", "assemblée générale extraordinaire"),
                            ("founding", "assemblée de fondation"),
                            ("board", "réunion du conseil d’administration"),
                            ("table", "réunion d’une table"),
                            ("committee", "réunion d’un comité"),
                        ],
                        max_length=13,
                        verbose_name="sorte de réunion",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="titre")),
                ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="commence")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="finit")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("on_site", "sur place"),
                            ("remote", "à distance"),
                            ("hybrid", "sur place et à distance"),
                        ],
                        default="on_site",
                        max_length=7,
                        verbose_name="façon de se réunir",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="lieu")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="adresse du lieu")),
                (
                    "remote_url",
                    models.URLField(blank=True, max_length=500, verbose_name="lien pour se joindre à distance"),
                ),
                ("languages", models.CharField(blank=True, max_length=100, verbose_name="langues de la réunion")),
                ("childcare", models.CharField(blank=True, max_length=300, verbose_name="garde d’enfants")),
                ("interpretation", models.CharField(blank=True, max_length=300, verbose_name="interprétation")),
                ("access_notes", models.TextField(blank=True, max_length=1000, verbose_name="accès")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "en préparation"),
                            ("called", "convoquée"),
                            ("open", "ouverte"),
                            ("suspended", "suspendue"),
                            ("closed", "levée"),
                            ("cancelled", "annulée"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                (
                    "supporters_invited",
                    models.BooleanField(default=False, verbose_name="les membres de soutien sont invités"),
                ),
                (
                    "supporters_speak",
                    models.BooleanField(default=False, verbose_name="les membres de soutien peuvent parler"),
                ),
                ("rights_on", models.DateField(blank=True, null=True, verbose_name="droits de vote constatés le")),
                ("rights_source", models.CharField(blank=True, max_length=300, verbose_name="d’où vient ce jour")),
                ("called_at", models.DateTimeField(blank=True, null=True, verbose_name="convoquée le")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="ouverte à")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="levée à")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="annulée le")),
                ("cancel_reason", models.CharField(blank=True, max_length=500, verbose_name="motif de l’annulation")),
                ("public", models.BooleanField(default=False, verbose_name="annoncée sur le site public")),
                ("quorum", models.JSONField(blank=True, default=dict, verbose_name="quorum constaté")),
                (
                    "short_notice",
                    models.CharField(blank=True, max_length=500, verbose_name="pourquoi le délai est plus court"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="écrite le")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assemblies",
                        to="bodies.body",
                        verbose_name="instance",
                    ),
                ),
                (
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="organisations.person",
                        verbose_name="présidence de séance",
                    ),
                ),
                (
                    "current_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="assemblies.agendaitem",
                        verbose_name="point en cours",
                    ),
                ),
                (
                    "roll",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assembly",
                        to="ballots.roll",
                        verbose_name="liste électorale",
                    ),
                ),
                (
                    "second_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seconds",
                        to="assemblies.assembly",
                        verbose_name="seconde réunion de",
                    ),
                ),
                (
                    "secretary",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="organisations.person",
                        verbose_name="secrétariat de séance",
                    ),
                ),
            ],
            options={
                "verbose_name": "assemblée",
                "verbose_name_plural": "assemblées",
                "ordering": ["-starts_at", "-pk"],
                "indexes": [models.Index(fields=["state", "starts_at"], name="assembly_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "called", "open", "suspended", "closed", "cancelled"])
                        ),
                        name="assembly_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at", None), ("ends_at__gt", models.F("starts_at")), _connector="OR"),
                        name="assembly_hours",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "cancelled"]), ("starts_at__isnull", False), _connector="OR"
                        ),
                        name="assembly_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "called"), _negated=True), ("called_at__isnull", False), _connector="OR"
                        ),
                        name="assembly_called",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancelled_at__isnull", False), models.Q(("cancel_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="assembly_cancelled_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True), ("closed_at__isnull", False), _connector="OR"
                        ),
                        name="assembly_closed",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="assembly",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="items", to="assemblies.assembly"
            ),
        ),
        migrations.CreateModel(
            name="Excuse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("none", "personne ne me remplace"),
                            ("substitute", "ma suppléance vient à ma place"),
                            ("proxy", "je donne procuration"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="qui me remplace",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="un mot à l’assemblée")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="dit le")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="retiré le")),
                (
                    "assembly",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="excuses", to="assemblies.assembly"
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "excuse",
                "verbose_name_plural": "excuses",
                "ordering": ["assembly", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)), fields=("assembly", "person"), name="excuse_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="titre du point")),
                ("text", models.TextField(max_length=4000, verbose_name="pourquoi, et ce qui serait décidé")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("information", "information"),
                            ("debate", "débat"),
                            ("decision", "décision"),
                            ("election", "élection"),
                        ],
                        default="debate",
                        max_length=11,
                        verbose_name="sorte de point",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "cherche des appuis"),
                            ("reached", "attend une décision"),
                            ("accepted", "acceptée"),
                            ("refused", "refusée"),
                        ],
                        default="open",
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                ("needed", models.PositiveIntegerField(default=0, verbose_name="membres nécessaires")),
                ("law", models.CharField(blank=True, max_length=400, verbose_name="source de la règle")),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="motif de la décision")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="demandé le")),
                ("reached_at", models.DateTimeField(blank=True, null=True, verbose_name="appuis réunis le")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="décidé le")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.person",
                    ),
                ),
                (
                    "assembly",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="item_requests",
                        to="assemblies.assembly",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="request",
                        to="assemblies.agendaitem",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.member"
                    ),
                ),
            ],
            options={
                "verbose_name": "demande de point",
                "verbose_name_plural": "demandes de points",
                "ordering": ["assembly", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="item_request_refused_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemSupport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.member"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.person",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supports",
                        to="assemblies.itemrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "appui à un point",
                "verbose_name_plural": "appuis à un point",
                "constraints": [models.UniqueConstraint(fields=("request", "member"), name="item_support_once")],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("notice", "convocation"),
                            ("change", "avis de changement"),
                            ("cancellation", "avis d’annulation"),
                        ],
                        default="notice",
                        max_length=12,
                        verbose_name="sorte d’avis",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="numéro")),
                ("text", models.TextField(blank=True, max_length=3000, verbose_name="mot d’accompagnement")),
                ("agenda", models.JSONField(default=list, verbose_name="ordre du jour joint")),
                ("papers", models.JSONField(default=list, verbose_name="documents joints")),
                ("facts", models.JSONField(default=dict, verbose_name="date et lieu annoncés")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="dernier jour pour convoquer")),
                ("days_given", models.SmallIntegerField(default=0, verbose_name="jours francs donnés")),
                ("days_asked", models.PositiveSmallIntegerField(default=0, verbose_name="jours demandés")),
                ("law", models.CharField(blank=True, max_length=400, verbose_name="source du délai")),
                (
                    "short_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="pourquoi le délai est plus court"),
                ),
                ("proxy_form", models.BooleanField(default=False, verbose_name="formulaire de procuration joint")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="envoyée le")),
                (
                    "assembly",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="assemblies.assembly"
                    ),
                ),
                (
                    "letters",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="files.document",
                        verbose_name="lettres à poster",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "convocation",
                "verbose_name_plural": "convocations",
                "ordering": ["assembly", "number"],
                "constraints": [models.UniqueConstraint(fields=("assembly", "number"), name="notice_number")],
            },
        ),
        migrations.CreateModel(
            name="NoticeDelivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300, verbose_name="nom")),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("voter", "droit de vote"),
                            ("substitute", "suppléance"),
                            ("supporter", "membre de soutien, sans vote"),
                            ("no_vote", "membre dont le vote est suspendu"),
                        ],
                        default="voter",
                        max_length=10,
                        verbose_name="à quel titre",
                    ),
                ),
                ("email", models.CharField(blank=True, max_length=254, verbose_name="courriel")),
                ("postal", models.CharField(blank=True, max_length=600, verbose_name="adresse postale")),
                ("language", models.CharField(default="fr", max_length=5, verbose_name="langue")),
                (
                    "route",
                    models.CharField(
                        choices=[("mail", "par courriel"), ("letter", "par lettre")], max_length=6, verbose_name="par"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "en attente"),
                            ("sent", "envoyée"),
                            ("bounced", "revenue"),
                            ("opened", "lien ouvert"),
                        ],
                        default="queued",
                        max_length=7,
                        verbose_name="état",
                    ),
                ),
                (
                    "token",
                    models.CharField(
                        default=maillage.assemblies.models.notice.delivery_token, max_length=40, unique=True
                    ),
                ),
                ("error", models.CharField(blank=True, max_length=500, verbose_name="raison du retour")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="parti le")),
                ("bounced_at", models.DateTimeField(blank=True, null=True, verbose_name="revenu le")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="lien ouvert le")),
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
                    "message",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="mail.message",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="assemblies.notice"
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
                "verbose_name": "envoi de convocation",
                "verbose_name_plural": "envois de convocation",
                "ordering": ["notice", "name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("notice", "person"),
                        name="delivery_once_a_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person", None)), fields=("notice", "member"), name="delivery_once_a_member"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person__isnull", False), ("member__isnull", False), _connector="OR"),
                        name="delivery_to",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("route", "mail"), _negated=True),
                            models.Q(("email", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="delivery_mail_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="titre")),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="joint le")),
                ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="retiré le")),
                (
                    "assembly",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="papers", to="assemblies.assembly"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="files.document"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="papers",
                        to="assemblies.agendaitem",
                        verbose_name="point de l’ordre du jour",
                    ),
                ),
            ],
            options={
                "verbose_name": "document d’assemblée",
                "verbose_name_plural": "documents d’assemblée",
                "ordering": ["assembly", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Requisition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="objet de l’assemblée demandée")),
                ("text", models.TextField(max_length=4000, verbose_name="pourquoi, et ce qui serait décidé")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "cherche des appuis"),
                            ("reached", "attend une décision"),
                            ("accepted", "acceptée"),
                            ("refused", "refusée"),
                        ],
                        default="open",
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                ("needed", models.PositiveIntegerField(default=0, verbose_name="membres nécessaires")),
                ("law", models.CharField(blank=True, max_length=400, verbose_name="source de la règle")),
                (
                    "board_days",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="jours laissés au conseil"),
                ),
                (
                    "board_due",
                    models.DateField(blank=True, null=True, verbose_name="le conseil doit convoquer avant le"),
                ),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="motif de la décision")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="demandé le")),
                ("reached_at", models.DateTimeField(blank=True, null=True, verbose_name="appuis réunis le")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="décidé le")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.person",
                    ),
                ),
                (
                    "assembly",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requisition",
                        to="assemblies.assembly",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="requisitions", to="bodies.body"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.member"
                    ),
                ),
            ],
            options={
                "verbose_name": "demande d’assemblée",
                "verbose_name_plural": "demandes d’assemblée",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="requisition_refused_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), _negated=True), ("assembly__isnull", False), _connector="OR"
                        ),
                        name="requisition_called",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequisitionSupport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.member"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.person",
                    ),
                ),
                (
                    "requisition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supports",
                        to="assemblies.requisition",
                    ),
                ),
            ],
            options={
                "verbose_name": "appui à une assemblée",
                "verbose_name_plural": "appuis à une assemblée",
                "constraints": [
                    models.UniqueConstraint(fields=("requisition", "member"), name="requisition_support_once")
                ],
            },
        ),
    ]
