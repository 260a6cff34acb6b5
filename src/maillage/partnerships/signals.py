"""What happens to a partnership and matters in the rooms above (its projects, its transfers).

Each is sent by the verb, inside its transaction; a receiver that writes to people does so on commit.
"""

from django.dispatch import Signal

partnership_ended = Signal()  # partnership, by
piece_settled = Signal()  # piece, by: accepted, refused, waived
