"""What can be typed after ``speaker``, and the help that explains it."""

from app.argument_types import positive


def add_speaker(add):
    parser = add("speaker", "show one speaker, or keep them in order", 'speaker merge "Ada" "Ada B."')
    actions = add.of_actions(parser)
    for add_actions in (_show, _words, _merge, _takes):
        add_actions(actions)


def _show(add):
    parser = add("show", "list a speaker's takes, templates and trials", 'speaker show "Ada"')
    parser.add_argument("name", metavar="NAME")


def _words(add):
    rename = add("rename", "give a speaker another name", 'speaker rename "Ada" "Ada Lovelace"')
    note = add("note", "replace a speaker's notes", 'speaker note "Ada" "from the radio"')
    tag = add("tag", "tag a speaker", 'speaker tag "Ada" radio choir --remove press')
    for parser in (rename, note, tag):
        parser.add_argument("name", metavar="NAME")
    rename.add_argument("new_name", metavar="NEW_NAME")
    note.add_argument("text", metavar="TEXT", help='"" for none')
    tag.add_argument("tags", metavar="TAG", nargs="*", help="added to those that are there")
    tag.add_argument("--remove", metavar="TAG", nargs="+", default=[], help="take these tags away")


def _merge(add):
    note = "The others are removed; their names stay in the notes, their takes and trials come along."
    parser = add("merge", "make several speakers one", 'speaker merge "Ada" "Ada B." "A. Lovelace"', note=note)
    parser.add_argument("name", metavar="NAME", help="the one who stays")
    parser.add_argument("others", metavar="OTHER", nargs="+")


def _takes(add):
    note = "“speaker show” counts the takes.  One of them has to stay."
    along = note + "  The consent goes along, to whom has none of their own."
    split = add("split", "make takes a new speaker", 'speaker split "Ada" "Grace" --takes 2 3', note=along)
    move = add("move", "give takes to another speaker", 'speaker move "Ada" "Grace" --takes 2', note=along)
    remove = add("remove-takes", "delete takes for good", 'speaker remove-takes "Ada" --takes 2', note=note)
    for parser in (split, move, remove):
        parser.add_argument("name", metavar="NAME")
        parser.add_argument("--takes", metavar="N", type=positive, nargs="+", required=True)
    split.add_argument("new_name", metavar="NEW_NAME")
    move.add_argument("to", metavar="TO")
