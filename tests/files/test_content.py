"""What is taken and what is refused, by content alone."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Picture

from maillage.files import content, pictures
from maillage.files.content import FileRefused, recognise

OOXML = "application/vnd.openxmlformats-officedocument."


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), body)
    return out.getvalue()


def picture(form="PNG", size=(40, 30), **options):
    out = io.BytesIO()
    Picture.new("RGB", size, "#2e3192").save(out, form, **options)
    return out.getvalue()


def seen(tmp_path, body):
    path = tmp_path / "piege.exe.pdf"
    path.write_bytes(body)
    return recognise(path)


DOCX = zipped(word__document_DOT_xml="<w/>")
TAKEN = [
    (b"%PDF-1.7\n%x", "application/pdf"),
    (picture("PNG"), "image/png"),
    (picture("JPEG"), "image/jpeg"),
    (picture("WEBP"), "image/webp"),
    (picture("GIF"), "image/png"),
    ("nom;ville\nÉmile;Québec\n".encode(), "text/csv"),
    ("nom;ville\nÉmile;Québec\n".encode("cp1252"), "text/csv"),
    (DOCX, OOXML + "wordprocessingml.document"),
    (zipped(xl__workbook_DOT_xml="<w/>"), OOXML + "spreadsheetml.sheet"),
    (zipped(ppt__presentation_DOT_xml="<w/>"), OOXML + "presentationml.presentation"),
    (zipped(mimetype="application/vnd.oasis.opendocument.text", content_DOT_xml="<x/>"),
     "application/vnd.oasis.opendocument.text"),
    (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_DOT_xml="<x/>"),
     "application/vnd.oasis.opendocument.spreadsheet"),
]  # fmt: skip
REFUSED = [
    (b"", "empty"),
    (b"<!DOCTYPE html><script>alert(1)</script>", "markup"),
    (b"\xef\xbb\xbf  <svg xmlns='x' onload='a()'/>", "markup"),
    (b"a;b\nc;<script>alert(1)</script>\n", "markup"),
    (b"<?xml version='1.0'?><svg/>", "markup"),
    (b"a;b\n" * 300_000 + b"<iframe src=x>;x\n", "markup"),
    (b"#!/bin/sh\nrm -rf x\n", "script"),
    (b"MZ\x90\x00", "script"),
    (b"\x7fELF\x02", "script"),
    (b"<?php echo 1;", "script"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-office"),
    (zipped(a="x"), "archive"),
    (zipped(word__document_DOT_xml="<w/>", word__vbaProject_DOT_bin="x"), "macros"),
    (zipped(mimetype="application/vnd.oasis.opendocument.text", Basic__a_DOT_xml="x"), "macros"),
    (b"PK\x03\x04 broken", "damaged"),
    (b"Rar!\x1a\x07\x00", "unknown"),
    (b"\x1f\x8b\x08\x00", "unknown"),
    (b"\x00\x01\x02\x03", "unknown"),
    (b"\xff\xfea\x00;\x00", "unknown"),
    (b"rien qui ressemble", "unknown"),
]


@pytest.mark.parametrize(("body", "mime"), TAKEN)
def test_taken(tmp_path, body, mime):
    assert seen(tmp_path, body).mime == mime


@pytest.mark.parametrize(("body", "code"), REFUSED)
def test_refused(tmp_path, body, code):
    with pytest.raises(FileRefused) as refusal:
        seen(tmp_path, body)
    assert refusal.value.code == code
    assert refusal.value.message() != code


def test_every_refusal_has_its_sentence():
    for code in content.FileRefused.MESSAGES:
        params = dict.fromkeys(("size", "limit", "found", "width", "height"), 1)
        assert "%" not in FileRefused(code, **params).message()


def test_too_big(tmp_path, monkeypatch):
    monkeypatch.setattr(content, "MAX_BYTES", 10)
    with pytest.raises(FileRefused, match="too-big"):
        seen(tmp_path, b"%PDF-" + b"x" * 20)


def test_an_archive_that_swells_is_refused(tmp_path):
    with pytest.raises(FileRefused, match="bomb"):
        seen(tmp_path, zipped(word__document_DOT_xml=b"0" * 120_000_000))


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_are_taken_or_refused_never_broken(tmp_path_factory, body):
    path = tmp_path_factory.mktemp("f") / "f"
    path.write_bytes(body)
    with contextlib.suppress(FileRefused):
        assert recognise(path).mime


def written(tmp_path, body):
    path = tmp_path / "image"
    path.write_bytes(body)
    return path


def test_images_lose_what_the_camera_said(tmp_path):
    exif = Picture.Exif()
    exif[0x010F], exif[0x0112] = "Appareil secret", 6
    body = picture("JPEG", size=(40, 30), exif=exif)
    assert b"Appareil secret" in body
    redrawn = pictures.redrawn(written(tmp_path, body), content.JPEG)
    assert b"Appareil" not in redrawn
    assert Picture.open(io.BytesIO(redrawn)).size == (30, 40)  # turned upright before its EXIF is dropped


def test_what_follows_the_image_is_dropped(tmp_path):
    assert b"<script>" not in pictures.redrawn(written(tmp_path, picture() + b"<script>alert(1)</script>"), content.PNG)


def test_an_image_of_too_many_points_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PIXELS", 100)
    with pytest.raises(FileRefused, match="too-many-pixels"):
        pictures.opened(written(tmp_path, picture()))


def test_a_bomb_of_points_is_refused_before_it_is_decoded(tmp_path):
    body = picture(size=(10, 10))
    huge = body[:16] + (60_000).to_bytes(4, "big") * 2 + body[24:]
    with pytest.raises(FileRefused) as refusal:
        pictures.opened(written(tmp_path, huge))
    assert refusal.value.code in ("bomb", "too-many-pixels", "not-image")


@pytest.mark.parametrize("body", [b"\x89PNG\r\n\x1a\n" + b"x" * 50, picture()[:60], picture("JPEG")[:200]])
def test_a_broken_image_is_refused(tmp_path, body):
    with pytest.raises(FileRefused):
        pictures.redrawn(written(tmp_path, body), content.PNG)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "LA", "CMYK"])
def test_logos_are_light_in_every_mode(tmp_path, mode):
    noise = (
        Picture.effect_noise((900, 500), 120).convert("RGB").convert(mode)
        if mode != "CMYK"
        else Picture.new("CMYK", (50, 50))
    )
    out = io.BytesIO()
    noise.save(out, "JPEG" if mode == "CMYK" else "PNG")
    drawn = pictures.renditions(written(tmp_path, out.getvalue()))
    assert len(drawn) == 4
    for (size, ending), (body, width, height) in drawn.items():
        assert len(body) <= pictures.MAX_RENDITION
        opened = Picture.open(io.BytesIO(body))
        assert opened.format == ending.upper()
        assert opened.size == (width, height)
        assert max(opened.size) <= size
