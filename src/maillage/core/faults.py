"""What the disk and the database say when they refuse, in a sentence for the person at the command line."""


def database(error: Exception) -> str | None:
    """What a database says when the place is missing, when the disk is full, when the tables are of another version."""
    said = str(error).lower()
    if "disk is full" in said or "no space left" in said:
        return disk(OSError(28, said))
    if "unable to open database" in said or "readonly database" in said:
        return "La base ne peut pas être ouverte : le dossier des données est-il à vous, et peut-on y écrire ?"
    if "no such table" in said or "no such column" in said or "does not exist" in said:
        return "La base n’est pas à la version de ce logiciel : relancez ./run, ou « maillage prepare »."
    if "not a database" in said or "malformed" in said:
        return "La base est abîmée : restaurez une sauvegarde."
    if "get a connection" in said or ("connection" in said and ("refused" in said or "failed" in said)):
        return "La base ne répond pas : DATABASE_URL est-elle juste, et PostgreSQL allumé ?"
    return None


def disk(error: OSError) -> str:
    """A failure of the disk or of a file, in a line."""
    match error.errno:
        case 28 | 122:
            return "Le disque est plein : libérez de la place, puis relancez. Rien n’a été écrit à moitié."
        case 13 | 30:
            return f"Pas le droit d’écrire : {error.filename or 'le dossier des données'}."
        case 2:
            return f"Introuvable : {error.filename}."
        case 21:
            return f"Un fichier est attendu, ceci est un dossier : {error.filename}."
    return f"Le disque ou le réseau a refusé : {error}."
