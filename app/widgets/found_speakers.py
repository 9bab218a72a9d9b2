"""Those of many speakers who are searched for, in the order asked for: for the models of lists and tables.

A proxy model asks back for every row, twice for every comparison, and tells its view of each gap between those found:
with ten thousand speakers that takes seconds.  Here it is done a list at a time.
"""

from app.searching import is_found, search_words


def by_name(speaker):
    return speaker.name.casefold()


class FoundSpeakers:
    """``search_key(speaker)`` is the text that a search looks at."""

    def __init__(self, search_key):
        self._search_key = search_key
        self._all = []  # (search key, speaker), by name
        self._words = []
        self._order = (by_name, False)
        self._found = []
        self._rows = {}  # speaker id -> row

    def __len__(self):
        return len(self._found)

    def __getitem__(self, row):
        return self._found[row]

    @property
    def all_ids(self):
        """Of everybody, found or not."""
        return {speaker.id for _, speaker in self._all}

    def show_speakers(self, speakers):
        self._all = [(self._search_key(speaker), speaker) for speaker in sorted(speakers, key=by_name)]
        self._renew()

    def search(self, text):
        self._words = search_words(text)
        self._renew()

    def sort(self, key, is_descending):
        """Equals stay by name."""
        if self._order != (key, is_descending):
            self._order = (key, is_descending)
            self._renew()

    def row_of(self, speaker_id):
        """None for one who is not found."""
        return self._rows.get(speaker_id)

    def _renew(self):
        key, is_descending = self._order
        self._found = [speaker for text, speaker in self._all if is_found(text, self._words)]
        self._found.sort(key=key, reverse=is_descending)
        self._rows = {speaker.id: row for row, speaker in enumerate(self._found)}
