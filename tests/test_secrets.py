"""No secret, no path of a machine, no key in what the repository keeps."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BINARY = {
    ".woff2",
    ".ttf",
    ".otf",
    ".png",
    ".jpg",
    ".jpeg",
    ".webp",
    ".ico",
    ".pdf",
    ".xlsx",
    ".ods",
    ".mo",
    ".zip",
    ".gz",
}
SECRETS = {
    "private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "token of GitHub": re.compile(r"\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_\w{30,}"),
    "token of GitLab": re.compile(r"\bglpat-[\w-]{20,}"),
    "key of AWS": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "key of Slack": re.compile(r"\bxox[abprs]-[\w-]{10,}"),
    "key of Stripe": re.compile(r"\b[sr]k_live_\w{10,}"),
    "key of Google": re.compile(r"\bAIza[\w-]{30,}"),
    "web token": re.compile(r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}"),
    "password in an address": re.compile(r"\b[a-z+]{3,12}://[^\s:@/\"'<>{}]+:[^\s:@/\"'<>{}$%]{3,}@[^\s\"']+"),
    "secret in an assignment": re.compile(
        r"""(?i)\b(?:secret_key|password|passwd|api_key|access_token)\s*[:=]\s*["'][A-Za-z0-9+/_=!@#$%^&*-]{16,}["']"""
    ),
    "path of a machine": re.compile(
        r"(?<![\w.])/(?:home|Users|root)/[a-z][\w-]*/|(?<![\w./-])/wor[k]/|[A-Z]:\\Users\\"
    ),
}
# Words that stand for a secret in examples and in tests.
EXAMPLES = re.compile(
    r"(?i)user(?:name)?:pass|identifiant:motdepasse|u:p|u:secret|:secret@|:password@|:mot-?de-?passe@|maillage:maillage@"
    r"|postgres(?:ql)?://[\w.]+:[\w.]+@(?:localhost|127\.0\.0\.1|db|postgres|h[ôo]te|host)\b|example|exemple"
)
REFUSED_FILES = re.compile(r"(^|/)(\.env(\..+)?|secret\.key|.*\.(pem|p12|pfx|sqlite3|sqlite|kdbx)|id_(rsa|ed25519))$")


def kept():
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    return [ROOT / name for name in names.split("\0") if name]


@pytest.fixture(scope="module")
def files():
    found = kept()
    if not found:
        pytest.skip("not a repository: a copy without its history")
    return found


def test_no_secret_and_no_path_of_a_machine(files):
    problems = []
    for path in files:
        if path.suffix in BINARY or not path.is_file():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            for what, shape in SECRETS.items():
                found = shape.search(line)
                if found and not EXAMPLES.search(line) and path != Path(__file__).resolve():
                    problems.append(f"{path.relative_to(ROOT)}:{number}: {what}: {found[0][:40]}")
    assert not problems, "\n" + "\n".join(problems)


def test_no_file_that_holds_secrets_or_data(files):
    names = [path.relative_to(ROOT).as_posix() for path in files]
    assert not [name for name in names if REFUSED_FILES.search(name)]


def test_the_shapes_recognise_what_they_look_for():
    bad = [
        "-----BEGIN RSA PRIVATE KEY-----", "ghp_" + "a" * 36, "AKIA" + "A" * 16, "sk_live_" + "1" * 20,
        "smtp://moi:Tr0pSecret@mail.reseau.org", 'SECRET_KEY = "' + "x1" * 20 + '"', "/home/" + "lea/maillage", "/wor" + "k/main",
    ]  # fmt: skip
    for line in bad:
        assert any(shape.search(line) for shape in SECRETS.values()), line
    good = ["smtp://serveur:587", "https://reseau.example/a:b", 'password = ""', "rien"]
    for line in good:
        assert not any(shape.search(line) for shape in SECRETS.values()), line
