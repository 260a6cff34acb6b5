"""Two programs run in an install of their own, by the attack on the dump: five hundred confidential votes, then the opening.

Each does all that it can in one start: starting takes longer than voting.
"""

# Everyone ranks eight candidates in an order that is theirs alone, so that each ballot is known wherever it shows. The first
# vote on their page, with all that a request leaves behind; the others by the same verb. Then, since nothing is written by
# it, what a thief reads who also has the install's key and the chair's code: the boxes in the order in which they lie.
CAST = """
import itertools, json, random, sys
import django
django.setup()
from datetime import date
from urllib.parse import urlencode
from django.db import connection
from django.test import Client
from maillage.accounts.models import User
from maillage.ballots import sealing
from maillage.ballots.actions import keys, questions, rolls, urns, votes
from maillage.ballots.models import Question
from maillage.organisations.models import Person
many, pages = int(sys.argv[1]), int(sys.argv[2])
users = User.objects.bulk_create([User(email=f"v{at}@exemple.org", name=f"V {at}") for at in range(many)])
people = Person.objects.bulk_create(Person(first_name="V", last_name=str(at), sort_name=str(at), user=user)
                                    for at, user in enumerate(users))
roll = rolls.make(title="Vote", rights_on=date(2025, 1, 1), by=None, seats=[(one, str(one), "", 1) for one in people])
rolls.freeze(roll=roll, by=None)
question = questions.draft(roll=roll, title="Secret", method="irv", secrecy="confidential", options=list("ABCDEFGH"), by=None)
code = keys.prepare(question=question, by=None)
keys.acknowledge(question=question, code=code, by=None)
questions.open_vote(question=question, by=None)
orders = random.Random(5).sample(list(itertools.permutations(range(1, 9))), many)
turns = random.Random(7).sample(range(many), many)  # who votes first is not who stands first on the roll
client = Client(HTTP_HOST="127.0.0.1")
with connection.cursor() as cursor:
    cursor.execute("PRAGMA synchronous=OFF")  # nobody dies here: the same pages are written, without waiting for the disk
for turn, at in enumerate(turns):
    if turn >= pages:
        votes.cast(question=Question.objects.get(pk=question.pk), person=people[at], choices=[[one] for one in orders[turn]])
        continue
    client.force_login(users[at], backend="allauth.account.auth_backends.AuthenticationBackend")
    fields = urlencode({f"rang-{number}": rank for rank, number in enumerate(orders[turn], 1)})
    answer = client.post(f"/espace/votes/{question.pk}/", fields, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302, answer.content
    client.cookies.clear()
rights = {right.delegate_id: right.pk for right in roll.rights.all()}
question = Question.objects.get(pk=question.pk)
opener = sealing.Opener(sealing.unwrap(question.key_wrapped, code), urns.info(question))
sealed = [box for urn in question.urns.all() for box in urns.boxes_of(urn, urns.length(question))]
boxes = [opener.open(box).decode() for box in sealed]
print(json.dumps({"question": question.pk, "code": code, "orders": orders, "boxes": boxes, "sealed": [box.hex() for box in sealed],
                  "rights": [rights[people[at].pk] for at in turns]}))
"""
# The urn is opened, and a backup is made.
OPEN = """
import json, sys
from pathlib import Path
import django
django.setup()
from maillage.ballots import jobs_votes
from maillage.ballots.actions import count, keys, questions
from maillage.ballots.models import Question
from maillage.web.commands.backup import backup
question = Question.objects.get(pk=int(sys.argv[1]))
jobs_votes.tend()  # as each minute of a vote
log = Path(sys.argv[3], "maillage.sqlite3-wal").stat().st_size
questions.close_vote(question=question, by=None)
keys.open_urn(question=question, code=sys.argv[2], by=None)
valid = count.declare(question=Question.objects.get(pk=question.pk), by=None).outcome["valid"]
backup(data=Path(sys.argv[3]), file=Path(sys.argv[4]), say=lambda line: None)
print(json.dumps([valid, log]))
"""
