"""Files made to do harm: playlists that lead elsewhere, and little files that promise very much."""

import struct

from tests.engine.sound_files import wav
from tests.trust_input.sounds import whole_files

_ATTACHED = 100 << 20
SECRET = "secret.wav"  # a good recording, which no playlist may make the program read
_M3U = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{}\n#EXT-X-ENDLIST\n"
_PLAYLISTS = {
    "ffconcat": "ffconcat version 1.0\nfile {}\n",
    "concat": "ffconcat version 1.0\nfile '{}'\nduration 1\n",
    "m3u8": _M3U,
    "key": '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-KEY:METHOD=AES-128,URI="{0}"\n#EXTINF:1,\n{0}\n',
    "m3u": "{}\n",
    "pls": "[playlist]\nFile1={}\nNumberOfEntries=1\n",
    "mpd": '<?xml version="1.0"?><MPD><Period><AdaptationSet mimeType="audio/mp4"><Representation id="0">'
    "<BaseURL>{}</BaseURL></Representation></AdaptationSet></Period></MPD>",
    "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns={}\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 9 RTP/AVP 0\n",
    "xspf": "<playlist><trackList><track><location>{}</location></track></trackList></playlist>",
    "asx": '<asx version="3.0"><entry><ref href="{}"/></entry></asx>',
}
_LEADS = (
    "{secret}", "file:{secret}", "file://{secret}", SECRET, "../{name}", "concat:{secret}|{secret}",
    "subfile:{secret}", "cache:{secret}", "async:{secret}", "crypto:{secret}", "data:audio/wav;base64,UklGRg==",
    "pipe:0", "fd:0", "http://127.0.0.1:9/a.wav", "tcp://127.0.0.1:9", "udp://127.0.0.1:9", "/dev/zero",
    "/proc/self/environ",
)  # fmt: skip


def playlist(rng, folder):
    """(suffix, bytes) of a list that leads to ``SECRET`` in ``folder``, or to somewhere else."""
    kinds, suffixes = list(_PLAYLISTS), [*_PLAYLISTS, "wav", "mp3", "flac", "m4a"]
    lead = _LEADS[rng.integers(len(_LEADS))].format(secret=folder / SECRET, name=folder.name)
    text = _PLAYLISTS[kinds[rng.integers(len(kinds))]].format(lead)
    return suffixes[rng.integers(len(suffixes))], text.encode()


def bomb(rng, path):
    """Write one of the files below to ``path``; they take hardly any room on the disk."""
    _BOMBS[rng.integers(len(_BOMBS))](path)


def _endless_silence(path):
    _sparse(path, wav(b"", sample_rate=16_000, declared=0xFFFFFFFF), 40 << 30)


def _slow_silence(path):
    _sparse(path, wav(b"", sample_rate=1_000, bits=8, declared=1 << 24), 1 << 24)


def _quick_silence(path):
    _sparse(path, wav(b"", sample_rate=1_000_000, n_channels=64, declared=1 << 26), 1 << 26)


def _huge_cover(path):
    size = 250 << 20
    synchsafe = bytes((size >> shift) & 0x7F for shift in (21, 14, 7, 0))
    frame = b"APIC" + (size - 10).to_bytes(4, "big") + b"\0\0\0image/png\0\3\0"
    _sparse(path, b"ID3\x03\0\0" + synchsafe + frame, size + 10, _whole("mp3"))


def _huge_flac_blocks(path):
    block = b"\x06" + (0xFFFFFF).to_bytes(3, "big") + bytes(0xFFFFFF)
    content = _whole("flac")
    with path.open("wb") as file:
        file.write(content[:4] + bytes([content[4] & 0x7F]) + content[5:42])
        for _ in range(8):
            file.write(block)
        file.write(content[42:])


def _many_chunks(path):
    head = wav(b"")
    path.write_bytes(head[:36] + (b"junk" + bytes(4)) * 100_000 + head[36:])


def _many_samples_in_a_table(path):
    content = bytearray(_whole("m4a"))
    place = content.find(b"stsz")
    content[place + 8 : place + 16] = struct.pack(">II", 0, 0x7FFFFFFF)
    path.write_bytes(content)


def _deep_matroska(path):
    path.write_bytes(b"\x1aE\xdf\xa3\x80" + b"\x18S\x80g\x01\xff\xff\xff\xff\xff\xff\xff" * 20_000)


def _deep_mov(path):
    path.write_bytes(_whole("m4a")[:32] + (b"\x7f\xff\xff\xffmoov" + b"\x7f\xff\xff\xfftrak") * 20_000)


def _many_ogg_streams(path):
    page = bytearray(_whole("ogg")[:4_000])
    with path.open("wb") as file:
        for serial in range(3_000):
            page[14:18] = struct.pack("<I", serial)
            file.write(page)


def _attached_file(path):
    """A Matroska attachment of 100 MB."""
    sizes = [b"\x01\0\0\0" + size.to_bytes(4, "big") for size in (_ATTACHED + 32, _ATTACHED + 16, _ATTACHED)]
    attachment = b"\x19A\xa4i" + sizes[0] + b"a\xa7" + sizes[1] + b"F\\" + sizes[2]
    content = _whole("mka")
    place = content.find(b"\x16T\xaek")
    _sparse(path, content[:place] + attachment, _ATTACHED, content[place:])


def _whole(suffix):
    return next(content for name, content in whole_files() if name == suffix)


def _sparse(path, head, size, tail=b""):
    with path.open("wb") as file:
        file.write(head)
        file.truncate(size)
        file.seek(0, 2)
        file.write(tail)


_BOMBS = (
    _endless_silence, _slow_silence, _quick_silence, _huge_cover, _huge_flac_blocks, _many_chunks,
    _many_samples_in_a_table, _deep_matroska, _deep_mov, _many_ogg_streams, _attached_file,
)  # fmt: skip
