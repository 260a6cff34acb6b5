"""What the matrix opens in the room of campaigns."""

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate, now

from maillage.accounts.models import User
from maillage.accounts.roles import Permission
from maillage.campaigns import actions, emails
from maillage.campaigns.enums import BlockState
from maillage.campaigns.models import AddressBlock, CallAnswer
from tests.factories import campaigns as make
from tests.matrix_objects import ALSO, Objects, objects

PAGE = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" \
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"  # fmt: skip


def sees_names(user: User | None) -> bool:
    return user is not None and user.can(Permission.SIGNATURES_VIEW)


@objects("campaigns:detail", "campaigns:edit", "campaigns:close", "campaigns:copy", "campaigns:image",
         "campaigns:material_add", "campaigns:petition_new", "campaigns:call_new")  # fmt: skip
def campaign(user: User | None) -> Objects:
    return Objects({"pk": make.campaign().pk})


@objects("campaigns:open")
def draft(user: User | None) -> Objects:
    return Objects({"pk": make.campaign(opened=False).pk})


@objects("campaigns:material_remove")
def material(user: User | None) -> Objects:
    upload = SimpleUploadedFile("tract.pdf", PAGE, "application/pdf")
    return Objects({"pk": actions.add_material(campaign=make.campaign(), upload=upload, title="Tract", by=None).pk})


@objects("campaigns:petition", "campaigns:petition_edit", "campaigns:petition_text", "campaigns:petition_close",
         "campaigns:batch_new", "campaigns:dossier", "campaigns:poster", "campaigns:deliver")  # fmt: skip
def petition(user: User | None) -> Objects:
    return Objects({"pk": make.petition().pk})


@objects("campaigns:petition_open")
def petition_draft(user: User | None) -> Objects:
    return Objects({"pk": make.petition(opened=False).pk})


@objects("campaigns:answer", "campaigns:tell", "campaigns:petition_purge")
def delivered(user: User | None) -> Objects:
    row = make.petition()
    given = actions.deliver(petition=row, on=localdate(), to="La ministre", by_whom="", names="all", by=None)
    actions.record_answer(delivery=given, answer="Oui.", on=localdate(), by=None)
    return Objects({"pk": row.pk})


@objects("campaigns:signature", "campaigns:signature_withdraw", "campaigns:signature_hide")
def signature(user: User | None) -> Objects:
    pk = make.signed(make.petition()).pk
    return Objects({"pk": pk}, None if sees_names(user) else {"pk": pk})


@objects("campaigns:block", "campaigns:block_aside", "campaigns:block_admit")
def block(user: User | None) -> Objects:
    make.asked(make.petition())
    AddressBlock.objects.update(state=BlockState.FLAGGED)
    return Objects({"pk": AddressBlock.objects.latest("pk").pk})


@objects("campaigns:batch", "campaigns:batch_check", "campaigns:batch_correct", "campaigns:batch_refuse")
def batch(user: User | None) -> Objects:
    return Objects({"pk": make.batch(make.petition(), names=[("Léa Roy", "H2X 1Y4")]).pk})


@objects("campaigns:paper_name")
def paper_name(user: User | None) -> Objects:
    pk = make.batch(make.petition(), names=[("Léa Roy", "H2X 1Y4")]).names.get().pk
    return Objects({"pk": pk}, None if sees_names(user) else {"pk": pk})


@objects("campaigns:call", "campaigns:call_edit", "campaigns:call_close")
def call(user: User | None) -> Objects:
    return Objects({"pk": make.call().pk})


@objects("campaigns:call_open")
def call_draft(user: User | None) -> Objects:
    return Objects({"pk": make.call(opened=False).pk})


@objects("campaigns:answer_handle")
def answer(user: User | None) -> Objects:
    row = CallAnswer.objects.create(call=make.call(), key=f"m{now().timestamp()}", name="Léa", email="lea@exemple.org")
    return Objects({"pk": row.pk}, None if sees_names(user) else {"pk": row.pk})


@objects("campaigns:confirm")
def confirm(user: User | None) -> Objects:
    row = make.asked(make.petition())
    return Objects({"token": signing.dumps(row.pk, salt=emails.CONFIRM)}, {"token": "nulle-part"})


@objects("campaigns:disown")
def disown(user: User | None) -> Objects:
    row = make.asked(make.petition())
    return Objects({"token": signing.dumps(row.pk, salt=emails.DISOWN)}, {"token": "nulle-part"})


@objects("site:campaign")
def public_campaign(user: User | None) -> Objects:
    row, hidden = make.campaign(), make.campaign(opened=False)
    return Objects({"pk": row.pk, "slug": row.slug}, {"pk": hidden.pk, "slug": hidden.slug})


@objects("site:campaign_card")
def campaign_card(user: User | None) -> Objects:
    return Objects({"pk": make.campaign().pk}, {"pk": make.campaign(opened=False).pk})


@objects("site:petition")
def public_petition(user: User | None) -> Objects:
    row, hidden = make.petition(), make.petition(opened=False)
    return Objects({"pk": row.pk, "slug": row.slug}, {"pk": hidden.pk, "slug": hidden.slug})


@objects("site:petition_card", "site:petition_thanks", "site:petition_sign")
def of_petition(user: User | None) -> Objects:
    return Objects({"pk": make.petition().pk}, {"pk": make.petition(opened=False).pk})


@objects("site:call")
def public_call(user: User | None) -> Objects:
    row, hidden = make.call(), make.call(opened=False)
    return Objects({"pk": row.pk, "slug": "appel"}, {"pk": hidden.pk, "slug": "appel"})


@objects("site:call_thanks")
def call_thanks(user: User | None) -> Objects:
    return Objects({"pk": make.call().pk}, {"pk": make.call(opened=False).pk})


# A name is shown to those who may both read names and act: who may act alone finds nothing.
BOTH = ("campaigns:signature_withdraw", "campaigns:signature_hide", "campaigns:paper_name", "campaigns:answer_handle")
ALSO |= {name: {404} for name in BOTH}
ALSO |= {"site:petition_sign": {302}, "site:petition": {302}, "site:campaign": {302}}
