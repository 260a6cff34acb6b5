"""The invented agreements with their texts and signatures, and the pieces of each file."""

from datetime import timedelta
from typing import Any

from maillage.accounts.roles import Permission
from maillage.files import actions as files
from maillage.files.enums import DocumentKind
from maillage.files.models import Document
from maillage.partnerships.demo import stories
from maillage.partnerships.demo.paper import pdf
from maillage.partnerships.diligence import required
from maillage.partnerships.models import (
    Agreement,
    AgreementCommitment,
    AgreementSignature,
    DuePiece,
    Partnership,
    PieceLook,
)

TEXTS, FILES = 6, 4  # partnerships whose agreements and pieces have a file to open


class Papers:
    def __init__(self, made: Any) -> None:
        self.made = made

    def write(self, rows: list[Partnership]) -> None:
        started = [row for row in rows if row.since]
        agreements = Agreement.objects.bulk_create([self.agreement(at, row) for at, row in enumerate(started)])
        self.texts(agreements[:TEXTS])
        self.signatures([one for one in agreements if one.state != "draft"])
        self.commitments(agreements)
        pieces = DuePiece.objects.bulk_create([piece for at, row in enumerate(rows) for piece in self.pieces(at, row)])
        self.files(pieces)
        self.looks([one for one in pieces if one.state in ("accepted", "refused")])

    def agreement(self, at: int, row: Partnership) -> Agreement:
        """In force for most; one past its term, one that ends soon, one being prepared, those of what ended."""
        made = self.made
        start = max(row.since or made.today, made.day(-900))
        values: dict[str, Any] = {"state": "force", "in_force_on": start, "ends_on": made.day(300 + 40 * (at % 9))}
        if row.state == "ended":
            values |= {"state": "ended", "ends_on": row.until, "ended_on": row.until, "end_note": row.end_note}
        elif at == 2:
            values["ends_on"] = made.day(-12)
        elif at in (1, 5):
            values["ends_on"] = made.day(40 + at)
        elif at == 3:
            values = {"state": "draft", "ends_on": made.day(1100)}
        kind = {"control": "control", "grant": "grant"}.get(row.regime, "agreement")
        return Agreement(partnership=row, kind=kind, title=f"Convention {start.year}-{values['ends_on'].year}", starts_on=start,
                         purpose=stories.PURPOSE, notice_months=3, **values)  # fmt: skip

    def texts(self, agreements: list[Agreement]) -> None:
        for one in agreements:
            one.document = files.store(
                upload=pdf(one.title, (stories.PURPOSE, *stories.OURS, *stories.THEIRS)), title=one.title, about=one.partnership,
                access=files.holder("contributor", one.partnership.organisation_id), kind=DocumentKind.CONTRACT, by=None,
            )  # fmt: skip
        Agreement.objects.bulk_update(agreements, ["document"])

    def signatures(self, agreements: list[Agreement]) -> None:
        AgreementSignature.objects.bulk_create(
            AgreementSignature(agreement=one, party=party, name=self.made.name(), role=role, text_number=1,
                               signed_on=one.starts_on - timedelta(days=7))
            for one in agreements for party, role in (("network", "présidence"), ("partner", "coordination"))
        )  # fmt: skip

    def commitments(self, agreements: list[Agreement]) -> None:
        """Kept, kept in part, broken, late, to come: on both sides."""
        made, rows = self.made, []
        for at, one in enumerate(agreements):
            for rank, (party, text) in enumerate(
                [*(("network", t) for t in stories.OURS), *(("partner", t) for t in stories.THEIRS)]
            ):
                state = (
                    ("open", "kept", "open", "partly", "kept", "open", "broken", "open")[(at + rank) % 8]
                    if one.state != "draft"
                    else "open"
                )
                due = made.day(-25 if (at + rank) % 16 == 2 else 60 + 20 * rank) if rank % 2 == 0 else None
                rows.append(AgreementCommitment(
                    agreement=one, party=party, rank=rank, text=text, due_on=due, state=state,
                    settled_on=None if state == "open" else made.day(-30),
                    note="Deux versements sur trois à temps." if state == "partly" else "",
                ))  # fmt: skip
        AgreementCommitment.objects.bulk_create(rows)

    def pieces(self, at: int, row: Partnership) -> list[DuePiece]:
        """Most in order; some missing, lapsed, soon lapsing, just received, refused, waived."""
        made, found = self.made, []
        for number, kind in enumerate(required(row.regime)):
            turn = (at * 5 + number * 3) % 17
            state = {3: "missing", 7: "received", 11: "refused", 13: "waived"}.get(turn, "accepted")
            if row.state == "exploring" and number > 1:
                state = "missing"
            lasts = kind not in ("statutes", "registration", "safeguarding")
            lapses = (
                made.day({1: -20, 5: 25, 9: 55}.get(turn, 140 + 23 * number))
                if lasts and state in ("accepted", "received")
                else None
            )
            there = state not in ("missing", "waived")
            found.append(DuePiece(
                partnership=row, kind=kind, state=state, lapses_on=lapses, issued_on=made.day(-340) if there else None,
                received_on=made.day(-4 if state == "received" else -200) if there else None, received_from=made.name() if there else "",
                note={"refused": "Il manque la page des signatures.", "waived": "Autorité publique : sans objet."}.get(state, ""),
            ))  # fmt: skip
        return found

    def files(self, pieces: list[DuePiece]) -> None:
        """Something to open in the first files; elsewhere the same first page, kept once for each partnership."""
        shared: dict[int, Document] = {}
        told = [one for one in pieces if one.state in ("accepted", "received", "refused")]
        for one in told:
            key = one.partnership_id
            if key not in shared or len(shared) <= FILES:
                shared[key] = files.store(
                    upload=pdf(str(one), ("Pièce inventée pour la démonstration.",)), title=str(one), about=one.partnership,
                    access=files.permission(Permission.PARTNERSHIPS_VIEW), kind=DocumentKind.PROOF, by=None,
                )  # fmt: skip
            one.document = shared[key]
        DuePiece.objects.bulk_update(told, ["document"], batch_size=200)

    def looks(self, pieces: list[DuePiece]) -> None:
        PieceLook.objects.bulk_create(
            PieceLook(piece=one, on=self.made.day(-190 + number % 60), verdict=one.state, text_number=1, lapses_on=one.lapses_on,
                      name=self.made.name(), note=one.note)
            for number, one in enumerate(pieces)
        )  # fmt: skip
