"""What happens to a project and matters in the rooms above (money, results, publication).

Each is sent by the verb, inside its transaction; a receiver that refuses raises ValidationError.
"""

from django.dispatch import Signal

project_created = Signal()  # project, by
project_changed = Signal()  # project, by: what it is, its words, who, where or codes
project_moved = Signal()  # project, before (number of the node above, or None), by
project_state_changed = Signal()  # project, before, state, on, by
project_withheld = Signal()  # project, ids (it and all that stands under it), by
project_given_back = Signal()  # project, ids, by
project_copied = Signal()  # origin, copy, parts (set of str), copies ({number of a node: its copy}), days, by
project_deleting = Signal()  # project, by: a draft goes; refuse where something above keeps it
