"""The forger: a byte, a file, a vote, a weight, a result, the whole chain; and what is no record at all. Each is told."""

import json
import os
import stat
import subprocess
import sys
import warnings
import zipfile

import pytest

from maillage.core.errors import Refused
from maillage.minutes import commands
from maillage.minutes.record import chain, layout, sources
from tests.minutes import records
from tests.minutes.records import digested, load, rechained, signed, spoil, told

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
LOOSE = {"LISEZMOI.txt", "proces-verbal.odt", "proces-verbal.pdf"}  # the manifest alone holds them, and it is said


def faults(answer):
    return {(one["path"], one["fault"]) for one in answer["faults"]}


def test_one_byte_of_any_file_is_told():
    files = signed()
    for path, content in files.items():
        at = len(content) // 2
        changed = {**files, path: content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]}
        if path == layout.MANIFEST:
            try:
                answer = told(changed)
            except Refused:
                continue
        else:
            answer = told(changed)
            assert (path, "changed") in faults(answer), path
        assert not answer["ok"], path
        assert any(line.startswith("✗") for line in answer["_lines"])


def test_a_file_taken_out_added_or_renamed_is_told():
    files = signed()
    for path in set(files) - {layout.MANIFEST}:
        left = {name: content for name, content in files.items() if name != path}
        assert (path, "missing") in faults(told(left)), path
        assert faults(told({**left, f"{path}.bak": files[path]})) >= {(path, "missing"), (f"{path}.bak", "extra")}


def test_whoever_makes_the_digests_again_still_changes_nothing_that_the_chain_holds():
    files = signed()
    for path in set(files) - LOOSE - {layout.MANIFEST, layout.SUMS}:
        at = len(files[path]) // 2
        changed = digested({**files, path: files[path][:at] + b"7" + files[path][at + 1 :]})
        if changed[path] != files[path]:
            assert not told(changed)["ok"], path
        gone = digested({name: content for name, content in files.items() if name != path})
        if path != layout.CHAIN and path != "resolutions.csv":
            assert not told(gone)["ok"], path


def test_a_ballot_a_weight_a_result_or_a_name_changed_with_its_digests():
    for path, old, new, wrong in (
        ("votes/001/vote.json", b'"votes": 4', b'"votes": 5', "act"),
        ("votes/003/vote.json", b'"choice": "no"', b'"choice": "abstain"', "act"),
        ("votes/001/vote.json", b'"carried": true', b'"carried": false', "act"),
    ):
        files = signed()
        spoil(files, path, old, new)
        answer = told(digested(files))
        vote = next(one for one in answer["votes"] if one["path"] == path)
        assert (vote["same"], vote["why"]) == (False, wrong)
    files = signed()
    spoil(files, "votes/001/noms.csv", b"Pour", b"Contre")
    assert ("votes/001/noms.csv", "since_adoption") in faults(told(digested(files)))


def test_ballots_of_two_votes_swapped_are_told():
    files = signed()
    one, other = "votes/001/bulletins.csv", "votes/003/bulletins.csv"
    files[one], files[other] = files[other], files[one]
    assert {vote["why"] for vote in told(digested(files))["votes"]} == {"beside", ""}
    files = signed()
    for name in ("vote.json", "acte.json", "bulletins.csv"):
        one, other = f"votes/001/{name}", f"votes/003/{name}"
        files[one], files[other] = files[other], files[one]
    answer = told(digested(files))
    assert {vote["why"] for vote in answer["votes"]} == {"act", ""}
    assert ("votes/001/acte.json", "not_recorded") in faults(answer)


def test_a_result_changed_in_the_act_and_the_vote_is_not_what_the_chain_recorded():
    files = signed()
    vote = load(files, "votes/001/vote.json")
    vote["ballots"] = [{"choice": "no", "college": one["college"], "votes": one["votes"]} for one in vote["ballots"]]
    vote["outcome"] |= {"yes": 0, "no": 6, "abstain": 0, "carried": False}
    files["votes/001/vote.json"] = json.dumps(vote).encode()
    act = load(files, "votes/001/acte.json") | {"outcome": vote["outcome"]}
    files["votes/001/acte.json"] = chain.canonical(act)
    assert ("votes/001/acte.json", "not_recorded") in faults(told(digested(files)))


def test_a_vote_a_resolution_or_a_signature_taken_out_whole_is_missed():
    for gone, told_of in (("votes/002/", "votes/002/acte.json"), ("resolutions/", ""), ("signatures/chair", "signatures/chair.json"),
                          ("proces-verbal.json", "proces-verbal.json")):  # fmt: skip
        files = {path: content for path, content in signed().items() if not path.startswith(gone)}
        missed = {path for path, code in faults(told(digested(files))) if code in ("act_missing", "missing")}
        assert any(path.startswith(told_of or gone) for path in missed), gone


def test_a_link_taken_out_moved_or_changed_breaks_the_chain():
    links = load(signed(), layout.CHAIN)
    changed = [{**links[0], "on": "2020-01-01"}, *links[1:]]
    for rows in (links[1:], [links[1], links[0], *links[2:]], changed, [*links[:2], *links[3:]], links[:-1], []):
        files = {**signed(), layout.CHAIN: json.dumps(rows).encode()}
        answer = told(digested(files))
        assert not answer["ok"]
        assert any(path == layout.CHAIN for path, _code in faults(answer))


def test_the_chain_made_anew_stands_alone_but_not_against_a_digest_kept_elsewhere():
    files = signed()
    kept = chain.sha256(files["proces-verbal.json"]), load(files, layout.MANIFEST)["head"]
    spoil(files, "proces-verbal.json", b"La s", b"Ma s")
    forged = rechained(files)
    assert told(forged)["ok"]  # nothing inside can say it: the command says so
    assert any("comparez avec une empreinte" in line for line in told(forged)["_lines"])
    for digest in kept:
        assert faults(told(forged, digest)) == {(layout.CHAIN, "unknown")}


def test_a_chain_cut_at_its_end_lacks_the_digest_kept_elsewhere():
    files = signed()
    head, links = load(files, layout.MANIFEST)["head"], load(files, layout.CHAIN)[:-1]
    files[layout.CHAIN] = json.dumps(links).encode()
    files[layout.MANIFEST] = json.dumps(load(files, layout.MANIFEST) | {"head": links[-1]["digest"]}).encode()
    assert ("signatures/secretary.json", "not_recorded") in faults(told(digested(files)))
    del files["signatures/secretary.json"]
    assert told(digested(files))["ok"]
    assert faults(told(digested(files), head)) == {(layout.CHAIN, "unknown")}


def test_the_record_of_another_meeting_is_not_this_one():
    files = signed()
    files[layout.MANIFEST] = json.dumps(load(files, layout.MANIFEST) | {"meeting": "assemblee-9999"}).encode()
    assert not told(digested(files))["ok"]


@pytest.mark.parametrize("bad", [b"[]", b"{", b'{"files": [], "head": ""}', b"null", b'{"files": {"a": 1}, "head": "x"}',
                                 b"[" * 5000, b"\xff\xfe", b'{"files": {}, "files": {}, "head": "", "meeting": ""}'])  # fmt: skip
def test_a_broken_manifest_is_refused_with_a_word(bad):
    with pytest.raises(Refused):
        told({**signed(), layout.MANIFEST: bad})


@pytest.mark.parametrize(
    "bad", [b"[]", b"{}", b'{"title": "x"}', b"null", b"[" * 5000, b'{"title": 1.5}', b"\xff", b""]
)
@pytest.mark.parametrize("path", ["votes/001/vote.json", "votes/002/acte.json", "proces-verbal.json", "chaine.json",
                                  "resolutions.csv", "SHA256SUMS"])  # fmt: skip
def test_a_broken_file_is_told_and_never_raises(path, bad):
    assert not told(digested({**signed(), path: bad}) if path != layout.SUMS else {**signed(), path: bad})["ok"]


def test_a_hostile_vote_is_uncountable_and_never_raises():
    for name, value in (("seats", "deux"), ("seats", -1), ("method", "hasard"), ("options", {}), ("ballots", [{"votes": -3}]),
                        ("rule", {"threshold": {"at_least": "1/0"}}), ("outcome", []), ("number", "x"), ("grades", None)):  # fmt: skip
        files = signed()
        for path in ("votes/001/vote.json", "votes/001/acte.json"):
            files[path] = json.dumps(load(files, path) | {name: value}).encode()
        assert not told(digested(files))["ok"], name


# Folders and ZIPs


def zipped(files, tmp_path, **extra):
    box = records.zipped(files, tmp_path / "x.zip")
    with warnings.catch_warnings(), zipfile.ZipFile(box, "a") as more:
        warnings.simplefilter("ignore")  # a name said twice
        for name, content in extra.items():
            more.writestr(name, content)
    return box


def verified(place):
    return commands.verify(folder=place, data=None, say=print)


@pytest.mark.parametrize(("name", "fault"), [
    ("dossier-1/../../etc/passwd", "unsafe"), ("/etc/passwd", "unsafe"), ("ailleurs/x.txt", "unsafe"),
    ("dossier-1/votes/001/Vote.json", "alike"), ("dossier-1/presences.csv", "twice"), ("dossier-1/x\\y", "unsafe"),
    ("dossier-1/\udce9t\udce9.txt".encode("utf-8", "surrogateescape").decode("cp437"), "unsafe"),
])  # fmt: skip
def test_a_name_that_deceives_in_a_zip_is_told(tmp_path, name, fault):
    answer = verified(zipped(signed(), tmp_path, **{name: b"x"}))
    assert fault in {code for _path, code in faults(answer)}


def test_a_link_in_a_zip_is_told_and_not_followed(tmp_path):
    link = zipfile.ZipInfo("dossier-1/lien")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    box = records.zipped(signed(), tmp_path / "x.zip")
    with zipfile.ZipFile(box, "a") as more:
        more.writestr(link, "/etc/passwd")
    assert ("lien", "link") in faults(verified(box))


def test_a_bomb_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "MOST_BYTES", 100_000)
    answer = verified(zipped(signed(), tmp_path, **{"dossier-1/bombe.json": b"0" * 200_000}))
    assert ("bombe.json", "extra") in faults(answer)
    files = digested({**signed(), "bombe.json": b"0" * 200_000})
    assert ("bombe.json", "large") in faults(told(files))
    monkeypatch.setattr(sources, "MOST_WHOLE", 100_000)
    with pytest.raises(Refused, match="plus lourd"):
        told(files)
    monkeypatch.setattr(sources, "MOST_FILES", 5)
    with pytest.raises(Refused, match="Plus de 5"):
        told(signed())


def test_a_zip_that_lies_about_a_size_or_is_spoilt_inside_is_told(tmp_path):
    box = records.zipped(signed(), tmp_path / "x.zip")
    content = bytearray(box.read_bytes())
    with zipfile.ZipFile(box) as inside:
        row = inside.getinfo("dossier-1/presences.csv")
        start = row.header_offset + 30 + len(row.filename)
    content[start + 5] ^= 0xFF
    box.write_bytes(content)
    assert {("presences.csv", "unreadable")} <= faults(verified(box))


def test_what_is_no_record_is_refused_in_one_line(tmp_path):
    whole = records.zipped(signed(), tmp_path / "x.zip").read_bytes()
    (tmp_path / "vide").mkdir()
    (tmp_path / "court.zip").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "texte.zip").write_text("bonjour")
    records.zipped({"a.txt": b"x"}, tmp_path / "autre.zip")
    records.zipped({}, tmp_path / "rien.zip")
    for name in ("vide", "court.zip", "texte.zip", "autre.zip", "rien.zip", "absent", "absent\udcff"):
        with pytest.raises(Refused) as caught:
            verified(tmp_path / name)
        assert len(caught.value.reasons) == 1
        caught.value.reasons[0].encode()


def test_links_pipes_and_odd_names_in_a_folder_are_told(tmp_path):
    folder = records.write(signed(), tmp_path / "d")
    (folder / "presences.csv").unlink()
    (folder / "presences.csv").symlink_to("/etc/passwd")
    (folder / "autre").symlink_to(folder / "votes", target_is_directory=True)
    os.mkfifo(folder / "tuyau")
    (folder / "Seance.json").write_bytes(b"{}")
    with open(os.fsencode(folder) + b"/\xe9t\xe9.txt", "wb") as file:
        file.write(b"x")
    answer = verified(folder)
    assert faults(answer) >= {("presences.csv", "link"), ("presences.csv", "missing"), ("autre", "link"), ("tuyau", "special"),
                              ("Seance.json", "alike"), ("seance.json", "alike"), ("\\udce9t\\udce9.txt", "extra")}  # fmt: skip
    "\n".join(answer["_lines"]).encode()


def test_the_command_ends_with_one_and_a_clear_line(tmp_path):
    files = signed()
    spoil(files, "votes/001/vote.json", b'"votes": 4', b'"votes": 5')
    records.zipped(digested(files), tmp_path / "faux.zip")
    (tmp_path / "vide").mkdir()
    for name, word in (("faux.zip", "Approuver les comptes"), ("vide", "n’est pas le dossier d’une assemblée")):
        done = subprocess.run([sys.executable, "-m", "maillage.cli", "verify", name], capture_output=True, text=True,
                              env={"PATH": "/usr/bin:/bin", "MAILLAGE_DATA": str(tmp_path / "rien")}, cwd=tmp_path)  # fmt: skip
        assert done.returncode == 1
        assert word in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
