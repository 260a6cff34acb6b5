"""What invented candidates say of themselves, and the vote of each network."""

STATEMENTS = (
    "Je siège dans mon organisation depuis huit ans. Je voudrais que nos petits membres pèsent autant que les grands.",
    "Trésorière de formation, je propose un budget lisible en une page, et des réunions qui finissent à l’heure.",
    "J’ai coordonné trois campagnes avec le réseau. Je veux y faire entrer de jeunes bénévoles, et les y garder.",
    "Je viens d’une région où l’on nous entend peu. Je voudrais deux rencontres par an hors de la capitale.",
    "Ce qui m’importe : nos partenariats, dits avec nos partenaires, et des décisions que l’on peut relire.",
    "Je me présente pour la première fois. J’écoute beaucoup, je pose des questions, je tiens mes engagements.",
)
INTERESTS = ("", "Salariée d’une organisation membre.", "Siège au comité d’une coopérative de logement.", "", "Aucun.")
GENDERS = ("F", "M", "F", "", "M", "F", "M")
METHODS = {"csi": "approval", "cesiq": "plurality", "wsm": "scottish-stv", "ciso": "approval",
           "occitanie": "majority-judgement"}  # fmt: skip
PARITY = {
    "csi": {"gap": 1, "undeclared": "apart", "short": "fill"},
    "occitanie": {"gap": 1, "undeclared": "either", "short": "fill"},
}
