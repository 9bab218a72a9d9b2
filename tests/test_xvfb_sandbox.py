"""Bad recordings dropped on a virtual screen: told, left out, and no harm to the good one beside them."""

from tests.test_xvfb import (  # noqa: F401 some of them fixtures
    SAMPLES,
    primary_is_on,
    screen,
    shows,
    start,
    stored,
    tick_consent,
)


def test_bad_files_are_told_and_the_good_one_is_enrolled(screen, start, tmp_path):  # noqa: F811
    folder = tmp_path / "files"
    folder.mkdir()
    good = SAMPLES / "Alba" / "enroll-1.flac"
    (folder / "a playlist.wav").write_text(f"ffconcat version 1.0\nfile '{good}'\n")
    (folder / "\u202eb nothing.mp3").write_bytes(bytes(50_000))
    (folder / "c cut.flac").write_bytes(good.read_bytes()[:2_000])
    program = start()
    screen.start("tests/drag_source.py", *sorted(folder.iterdir()), good)
    screen.window("drag source")
    screen.drag((1340, 60), (720, 500))
    screen.wait(lambda: shows(screen, "unsure_soft", at_least=0.01))
    screen.save("sandbox-1-told")
    screen.window("GluonAR Desktop")
    screen.click(300, 195)
    screen.type("Alba")
    tick_consent(screen)
    screen.wait(lambda: primary_is_on(screen))
    screen.keys("Return")
    screen.wait(lambda: stored(tmp_path, "select name from speakers") == [("Alba",)])
    assert stored(tmp_path, "select source from recordings") == [("enroll-1.flac",)]
    screen.save("sandbox-2-enrolled")
    screen.keys("ctrl+q")
    assert program.wait(20) == 0
    assert "Traceback" not in (tmp_path / "gluonar.log").read_text(encoding="utf-8")
