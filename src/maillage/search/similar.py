"""Typing errors: words that are one or two slips apart. Pure."""

SHORTEST = 4  # a shorter question is not corrected
TWO_SLIPS_FROM = 7  # letters; below, two slips make another word


def slips_allowed(word: str) -> int:
    return 2 if len(word) >= TWO_SLIPS_FROM else 1


def correctable(word: str) -> bool:
    """Numbers, codes and very short words are what they are."""
    return len(word) >= SHORTEST and word.isalpha()


def trigrams(word: str) -> list[str]:
    """Three letters at a time, the beginning counted more than the end."""
    padded = f"  {word} "
    return list(dict.fromkeys(padded[at : at + 3] for at in range(len(padded) - 2)))


def fewest_in_common(word: str, slips: int) -> int:
    """A slip touches four trigrams at most (two letters exchanged): the others stay."""
    return max(1, len(trigrams(word)) - 4 * slips)


def distance(one: str, other: str, most: int) -> int:
    """Letters added, dropped, replaced or exchanged with their neighbour; `most` + 1 when there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, mate in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != mate))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == mate:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most and (not before or min(last) > most):
            return most + 1
        before, last = last, line
    return min(last[-1], most + 1)
