"""Pictures of every page of the real window, empty and full, light and dark, at 1x and 2x, in docs/screenshots.

    python scripts/screenshots.py [--model DIR] [--out DIR] [--language zh_CN] [--text-size 150] [--size 1024x700]

Enrolls the sample voices in a temporary folder; each look is drawn by a process of its own.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "assets" / "samples"
LOOKS = [(theme, scale) for theme in ("light", "dark") for scale in (1, 2)]
sys.path.insert(0, str(ROOT))


def main():
    options = _options()
    if options.theme:
        _draw(options)
        return
    for theme, scale in LOOKS:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale)}
        command = [sys.executable, __file__, "--theme", theme, "--out", str(options.out)]
        command += ["--language", options.language, "--text-size", str(options.text_size), "--size", options.size]
        command += ["--model", str(options.model)] if options.model else []
        subprocess.run(command, env=environment, check=True)


def _options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--language", default="en", choices=("en", "zh_CN"))
    parser.add_argument("--text-size", default=100, type=int, help="percent")
    parser.add_argument("--size", default="1280x800", help="of the window")
    parser.add_argument("--theme", help=argparse.SUPPRESS)
    return parser.parse_args()


def _draw(options):
    from PyQt5.QtCore import Qt
    from PyQt5.QtWidgets import QApplication

    from app.application import build

    QApplication.setAttribute(Qt.AA_UseHighDpiPixmaps)
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        wanted = SimpleNamespace(
            data=None, model=options.model, theme=options.theme, text_size=options.text_size, language=options.language
        )
        program = build(app, Path(folder), wanted)
        microphone = SimpleNamespace(name="Built-in microphone", is_default=True)
        program.controllers.recording.find_devices = lambda **_: program.controllers.recording.devices_changed.emit(
            [microphone]
        )
        _Photographer(program, options).take_all()
        program.window.close_for_good()
        program.end()


class _Photographer:
    def __init__(self, program, options):
        self._program, self._options = program, options
        self._window = program.window

    def take_all(self):
        self._window.resize(*map(int, self._options.size.split("x")))
        self._window.show()
        self._program.begin()
        self._wait(lambda: self._program.workshop.models.is_ready)
        self._take_empty()
        self._take_tour()
        self._take_help()
        self._take_enroll()
        self._take_folder()
        self._take_verify()
        self._take_identify()
        self._take_speakers()
        self._take_log()
        self._take_spectrogram()
        self._take_evaluate()
        self._take_models()
        self._take_settings()
        self._take_damage()

    def _take_empty(self):
        window = self._window
        for name in ("enroll", "verify", "identify", "speakers", "spectrogram", "evaluate"):
            window.go_to(getattr(window, name))
            self._save(f"{name}-empty")

    def _take_tour(self):
        """A step of it; what it enrolls is removed as a user would."""
        tour, card = self._program._wiring._tour, self._window.tour
        self._window.menu.tour_requested.emit()
        for step in ("enroll", "same"):
            card.next_button.click()
            self._wait(lambda step=step: tour.step == step and card.next_button.isEnabled())
        card.next_button.click()
        self._wait(lambda: tour.step == "same answered" and self._window.verify.stage.view().has_llr)
        self._save("tour-answer")
        self._save_report("report")
        card.leave_button.click()
        card.next_button.click()
        self._wait(lambda: not self._program.workshop.gallery.speakers())
        self._window.notices.dismiss()
        self._window.verify.stage.show_empty()

    def _take_help(self):
        desk = self._program._wiring.help
        desk.open_help("answers")
        self._save("help-answers", desk.help)
        desk.help.close()

    def _save_report(self, name):
        """The first page of the report about the latest answer; on paper every theme looks the same."""
        from app.report_pdf import Pages
        from app.services.trial_report import trial_report

        if self._options.theme != "light":
            return
        workshop, scale = self._program.workshop, round(self._window.devicePixelRatioF())
        (trial,) = workshop.gallery.trials(limit=1)
        take = self._window.verify.stage.sound.take
        manifest = workshop.models.encoder().manifest
        report = trial_report(workshop.gallery, trial.id, workshop.spectrogram, manifest=manifest, take=take)
        path = self._options.out / f"{name}-light-{scale}x.png"
        Pages(report).image(0, dpi=96 * scale).save(str(path))
        _shrink(path)

    def _take_enroll(self):
        window, page = self._window, self._window.enroll
        for name in ("Bruno", "Chloe", "Dmitri"):
            self._fill(name)
            page.enroll_button.click()
            self._wait(lambda: not page.takes.rows)
        window.notices.dismiss()
        page.name_edit.setText("Alba")
        self._record(page, _samples("Alba")[0])
        self._save("enroll-recording")
        page.voice.show_idle()
        page.stage.end_live()
        self._fill("Alba")
        self._wait(lambda: not page.strength.isHidden())
        self._save("enroll-full")
        page.takes.remove_requested.emit(page.takes.rows[0].sound)
        page.files_dropped.emit([str(_samples("Bruno")[0])])
        self._wait(lambda: any(row.stars.reason.property("tone") for row in page.takes.rows))
        self._save("enroll-other-voice")
        page.takes.remove_requested.emit(page.takes.rows[-1].sound)
        self._fill("Alba", _samples("Alba")[:1])
        page.enroll_button.click()
        self._wait(lambda: not page.takes.rows)
        window.notices.dismiss()

    def _take_folder(self):
        """The panel for whole folders, on the way and at its end; somebody is enrolled already."""
        page, panel = self._window.enroll, self._window.enroll.folder
        with tempfile.TemporaryDirectory() as folder:
            for voice, name in (("Alba", "Ada"), ("Bruno", "Alan"), ("Chloe", "Grace"), ("Dmitri", "Dmitri")):
                for number, path in enumerate(sorted((SAMPLES / voice).glob("*.flac")), start=1):
                    _copy(path, Path(folder) / name / f"interview-{number}.flac")
            _copy(_samples("Bruno")[0], Path(folder) / "Ada" / "meeting-2026-05-17-second-part.flac")
            (Path(folder) / "Ada" / "notes.wav").write_text("no sound in it")
            shutil.copy(Path(folder) / "Ada" / "interview-1.flac", Path(folder) / "Ada" / "interview-1-copy.flac")
            page.folders_dropped.emit([folder])
            self._wait(lambda: not panel.missing().endswith("…"))
            panel.folder_label.show_text("/home/ada/Recordings/Interviews")
            self._save("enroll-folder")
            panel.consent.tick.setChecked(True)
            panel.enroll_button.click()
            self._wait(lambda: not self._window.notices.isHidden())
            self._save("enroll-folder-done")
            self._window.notices.dismiss()
            panel.close_button.click()
        for name in ("Ada", "Alan", "Grace"):
            gallery = self._program.workshop.gallery
            gallery.remove(gallery.speaker(name).id)
        self._program.controllers.speakers.refresh()

    def _take_verify(self):
        page = self._window.verify
        self._window.go_to(page)
        for speaker, name in (("Alba", "supports"), ("Dmitri", "does-not-support")):
            page.files_dropped.emit([str(SAMPLES / "Alba" / "test-1.flac")])
            self._wait(lambda: page.stage.sound is not None and not page.waiting())
            page.choose_speaker(self._program.workshop.gallery.speaker(speaker))
            page.verify_button.click()
            self._wait(lambda: not page.verdict.isHidden() and page.stage.view().has_llr)
            self._save(f"verify-{name}")
        self._take_verify_parts(page)

    def _take_verify_parts(self, page):
        """Another voice within the recording, the operating point, the history, and the answer while one speaks."""
        from app.controllers.sounds import sound_of
        from app.services.importing import take_from_waveform
        from gluonar_engine.data.audio import decode

        one, other = (decode(SAMPLES / name / "test-1.flac").waveform for name in ("Alba", "Bruno"))
        page.choose_speaker(self._program.workshop.gallery.speaker("Alba"))
        sound = sound_of(take_from_waveform(np.concatenate([one, other, one]), "interview.wav"))
        self._show(sound)
        page.point_button.click()
        page.point.kind.setCurrentIndex(1)
        page.point.fields["prior"].setText("0.1")
        page.point.use_button.click()
        self._wait(lambda: " 9 " in page.point.told.text())
        page.verify_button.click()
        self._wait(lambda: page.verdict.stretches.text() and not self._window.status.job.text())
        self._save("verify-two-voices")
        page.point_button.click()
        page.history_button.click()
        self._wait(lambda: page.history.table.isVisible())
        page.history.table.selectRow(0)
        self._save("verify-history")
        page.history_button.click()
        self._take_live(page, one)

    def _show(self, sound):
        self._window.verify.show_sound(sound)
        self._program.controllers.sounds.draw(sound)

    def _take_live(self, page, waveform):
        from app.audio.quality import assess
        from app.domain import Interim

        verification = self._program.workshop.verification
        speaker, quality = page.picker.speaker(), assess(waveform)
        probe = self._program.workshop.models.encoder().embed(waveform)
        page.live_box.setChecked(True)
        page.begin_live()
        page.voice.show_recording()
        page.stage.start_live()
        page.stage.live.add(self._program.workshop.spectrogram.of(waveform))
        page.voice.show_elapsed(len(waveform) / 16_000)
        page.voice.show_speech(quality.speech_s)
        page.voice.meter.show_level(-22.0, -9.0)
        page.show_interim(
            speaker,
            Interim(quality, verification.compare(speaker.name, probe, quality)),
            band=self._program.controllers.verify.band,
        )
        self._save("verify-live")
        page.live_box.setChecked(False)
        page.end_live()
        page.stage.end_live()
        page.voice.show_idle()

    def _take_identify(self):
        from app.pages.identify_page import CONVERSATION, MANY

        page = self._window.identify
        self._window.go_to(page)
        page.recording_dropped.emit(str(SAMPLES / "Alba" / "test-1.flac"))
        self._wait(lambda: page.identify_button.isEnabled())
        page.identify_button.click()
        self._wait(lambda: not page.answer.isHidden())
        self._save("identify-one")
        with tempfile.TemporaryDirectory() as folder:
            page.mode.choose(MANY)
            page.files_dropped.emit([str(_folder_of_calls(Path(folder)))])
            self._wait(lambda: page.batch.has_files and not page.waiting())
            self._save("identify-many")
            page.recording_dropped.emit(str(_conversation(Path(folder))))
            self._wait(lambda: page.stage.sound.take.source == "meeting.flac" and not page.waiting())
            page.mode.choose(CONVERSATION)
            for name in ("Alba", "Bruno", "Chloe"):
                page.checklist.check(self._program.workshop.gallery.speaker(name).id)
            page.identify_button.click()
            self._wait(lambda: page.stage.timeline is not None and page.stage.sound.picture is not None)
            page.show_position(page.stage.sound, 6.0)
            self._save("identify-conversation")
            page.show_position(page.stage.sound, None)
            self._take_live_conversation(page, Path(folder))

    def _take_live_conversation(self, page, folder):
        """What is said of the same conversation while it is heard, up to a moment in its middle."""
        waveform = page.stage.sound.take.waveform[: 14 * 16_000]
        so_far = self._program.workshop.verification.conversation()
        for start in range(0, len(waveform), 8_000):
            so_far.hear(waveform[start : start + 8_000])
        page.begin_live()
        page.set_waiting("voice", "First stop the recording.")
        self._record(page, folder / "meeting.flac", end_s=14.0)
        page.show_heard(so_far.so_far())
        self._save("identify-live")
        page.set_waiting("voice", "")
        page.voice.show_idle()
        page.stage.end_live()
        page.end_live()

    def _take_speakers(self):
        from app.pages.speakers_page import HISTORY, TAKES

        page = self._window.speakers
        self._window.go_to(page)
        self._wait(lambda: bool(page.takes.rows))
        self._save("speakers-full")
        page.choose_speaker(self._program.workshop.gallery.speaker("Alba"))
        self._wait(lambda: page.trials.table.model().rowCount() > 0)
        page.views.choose(HISTORY)
        self._save("speakers-history")
        page.views.choose(TAKES)
        page.table.table.selectAll()
        self._save("speakers-merge")

    def _take_log(self):
        from app.widgets.audit_dialog import AuditDialog

        dialog = self._window.findChild(AuditDialog)
        self._window.speakers.log_button.click()
        self._wait(lambda: dialog.head.text() and dialog.table.model().rowCount())
        self._save("log", dialog)
        dialog.close()

    def _take_spectrogram(self):
        page = self._window.spectrogram
        self._window.go_to(page)
        page.files_dropped.emit([str(SAMPLES / name / "enroll-1.flac") for name in ("Alba", "Dmitri")])
        self._wait(lambda: len(page.stage.sounds) == 2 and all(panel.view.kind for panel in page.stage.panels))
        page.stage.zoom(0.6)
        page.stage.step_pointer(0, 0)
        page.stage.step_pointer(-8, -30)
        page.show_position(page.stage.sound, 2.2)
        self._save("spectrogram-two")
        page.show_position(page.stage.sound, None)
        self._record(page, _samples("Chloe")[0])
        self._save("spectrogram-live")
        page.voice.show_idle()
        page.stage.end_live()

    def _take_settings(self):
        page = self._window.settings
        self._window.go_to(page)
        page.show_folder("/home/ada/.local/share/gluonar", is_given=False)
        self._save("settings")

    def _take_damage(self):
        """The gate in the place of the window, with a backup to put back, and once that is done."""
        from app.widgets.damage_gate import DamageGate

        folder = Path("/home/ada/.local/share/gluonar")
        backup = SimpleNamespace(made_at="2026-05-17T09:12:00+00:00", n_speakers=12, n_recordings=48)
        gate = DamageGate(folder / "gallery.db")
        gate.show()
        gate.show_newest(backup)
        self._save("gate-damaged", gate)
        kept = folder / "backups" / "damaged-20260518T071502481516.db"
        gate.show_restored(SimpleNamespace(backup=backup, damaged=kept, before=None))
        self._save("gate-restored", gate)
        gate.close()

    def _take_evaluate(self):
        """The gallery, which is told without an error; and many snatches of the sample voices, which are not."""
        from app.pages.evaluate_page import LIST

        window, page = self._window, self._window.evaluate
        window.go_to(page)
        self._program.controllers.choices.choose_point({})
        self._wait(lambda: window.verify.point.told.text().rstrip(".。").endswith("LLR 0"))
        page.evaluate_button.click()
        self._wait(lambda: page.view is not None and not page.waiting())
        self._save("evaluate-gallery")
        page.mode.choose(LIST)
        with tempfile.TemporaryDirectory() as folder:
            page.files_dropped.emit([str(_list_of_snatches(Path(folder)))])
            page.evaluate_button.click()
            self._wait(lambda: page.view.title.toolTip() == "snatches.txt" and not page.waiting())
            page.source.list_label.show_text("/home/ada/Trials/snatches.txt")
            page.source.root_label.show_text("/home/ada/Trials")
            page.view.step(6)
            self._save("evaluate-list")
            page.compared.show_folder(str(_smaller_model(Path(folder))))
            page.evaluate_button.click()
            self._wait(lambda: page.view.table.model().columnCount() > 2 and not page.waiting())
            page.view.step(-4)
            self._save("evaluate-two-models")
            page.compared.show_folder(None)
        page.view.use()
        self._wait(lambda: not window.notices.isHidden())
        self._save("evaluate-point")
        window.notices.dismiss()

    def _take_models(self):
        from app.pages.models_page import TUNING

        page = self._window.models
        self._window.go_to(page)
        self._wait(lambda: page.table.models)
        self._save("models-full")
        page.mode.choose(TUNING)
        self._save("models-fine-tune")
        page.set_running(True)
        for event in _training():
            page.stage.hear(event)
        self._save("models-learning")
        page.set_running(False)
        page.show_tuning(_finished(page.table.models[0]))
        self._save("models-result")
        page.show_tuning(None)

    def _fill(self, name, paths=None):
        page, paths = self._window.enroll, paths or _samples(name)
        n_before = len(page.takes.rows)
        self._window.go_to(page)
        page.name_edit.setText(name)
        page.consent.tick.setChecked(True)
        page.files_dropped.emit([str(path) for path in paths])
        self._wait(lambda: len(page.takes.rows) == n_before + len(paths) and page.enroll_button.isEnabled())

    def _record(self, page, path, end_s=None):
        """As it looks while this is heard: a screen for pictures has no microphone."""
        from gluonar_engine.data.audio import decode

        waveform = decode(path).waveform[: end_s and round(end_s * 16_000)]
        page.voice.show_recording()
        page.stage.start_live()
        page.stage.live.add(self._program.workshop.spectrogram.of(waveform))
        page.voice.show_elapsed(len(waveform) / 16_000)
        page.voice.show_speech(3.4)
        page.voice.meter.show_level(-22.0, -9.0)

    def _wait(self, condition, timeout_s=60):
        from PyQt5.QtTest import QTest

        for _ in range(timeout_s * 50):
            if condition():
                return
            QTest.qWait(20)
        raise TimeoutError("the window did not come as far as it should")

    def _save(self, name, seen=None):
        from PyQt5.QtTest import QTest

        stage = getattr(self._window.page, "stage", None)
        is_page_of_one = hasattr(stage, "show_picture")
        self._wait(lambda: not is_page_of_one or stage.sound is None or stage.sound.picture is not None)
        QTest.qWait(300)  # notices slide, plots settle
        self._options.out.mkdir(parents=True, exist_ok=True)
        scale = round(self._window.devicePixelRatioF())
        language = {"en": "", "zh_CN": "zh-"}[self._options.language]
        path = self._options.out / f"{name}-{language}{self._options.theme}-{scale}x.png"
        (seen or self._window).grab().save(str(path))
        _shrink(path)


def _shrink(path):
    from PIL import Image

    Image.open(path).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    print(path.name)


def _training(n_steps=300, n_done=214, epoch_steps=60):
    """What a training tells; a real one would take minutes."""
    rng = np.random.default_rng(0)
    started = {"n_speakers": 20, "n_train": 83, "n_held_out": 60, "skipped": [], "first_step": 0}
    yield {"event": "started", "n_steps": n_steps, "epoch_steps": epoch_steps, **started}
    yield {"event": "measured", "epoch": 0, "eer": 0.059}
    for step in range(1, n_done + 1):
        yield {"event": "step", "step": step, "loss": float(rng.gamma(2.0) * 0.6 * np.exp(-step / 150))}
        if step % epoch_steps == 0:
            yield {"event": "measured", "epoch": step // epoch_steps, "eer": 0.059 * np.exp(-step / 400)}


def _finished(model):
    """A fine-tuning at its end, made of scores that were never measured."""
    from dataclasses import replace

    from app.model_domain import Roc, Tuning, TuningReport, TuningState
    from gluonar_engine.metrics import evaluate_trials

    rng = np.random.default_rng(1)
    is_target = np.arange(1_770) < 69
    rocs = []
    for apart in (3.1, 3.6):
        found = evaluate_trials(rng.normal(0, 1, len(is_target)) + apart * is_target, is_target)
        rocs.append(Roc(*found.roc[:2], found.eer, (0.5 * found.eer, 1.6 * found.eer), found.min_dcf))
    report = TuningReport(model.model_id, 20, 83, 60, 69, 1_701, *rocs)
    tuned = replace(model, model_id="gluonar-r18e-tuned-57a1df0a", report=report, is_in_use=False)
    return Tuning(TuningState.FINISHED, None, tuned)


def _folder_of_calls(folder):
    """Recordings as they lie about: good ones, one that is no sound."""
    calls = folder / "calls"
    (calls / "monday").mkdir(parents=True)
    for name, voice in (("call-0931.flac", "Alba"), ("call-1004.flac", "Chloe"), ("monday/hallway.flac", "Dmitri")):
        shutil.copy(SAMPLES / voice / "test-2.flac", calls / name)
    (calls / "call-1122.mp3").write_text("no sound in it")
    return calls


def _conversation(folder):
    """The sample voices one after the other."""
    import numpy as np

    from gluonar_engine.data.audio import decode, encode_flac

    pause = (1e-4 * np.random.default_rng(0).normal(size=6_400)).astype(np.float32)
    turns = (("Alba", 1), ("Bruno", 1), ("Dmitri", 1), ("Alba", 2), ("Chloe", 2), ("Bruno", 2))
    parts = [(decode(SAMPLES / voice / f"test-{n}.flac").waveform, pause) for voice, n in turns]
    path = folder / "meeting.flac"
    path.write_bytes(encode_flac(np.concatenate([piece for part in parts for piece in part])))
    return path


def _list_of_snatches(folder):
    """Parts of half a second and of one and a half, every pair of them a trial."""
    from gluonar_engine.data.audio import decode, encode_flac
    from gluonar_engine.vad import voice_of

    names = []
    for path in sorted(SAMPLES.glob("*/*.flac")):
        voice = voice_of(decode(path).waveform)
        for number, length in enumerate((8_000, 24_000, 8_000, 8_000)):
            part, voice = voice[:length], voice[length:]
            if len(part) == length:
                names.append(f"{path.parent.name}-{path.stem}-{number}.flac")
                (folder / names[-1]).write_bytes(encode_flac(part))
    (folder / "empty.flac").write_text("no sound in it")
    names.append("empty.flac")
    pairs = ((left, right) for place, left in enumerate(names) for right in names[:place])
    lines = (f"{int(left[:4] == right[:4])} {left} {right}" for left, right in pairs)
    (folder / "snatches.txt").write_text("\n".join(lines))
    return folder / "snatches.txt"


def _smaller_model(folder):
    """The shipped network without its cohort, as another model to compare with."""
    from dataclasses import replace

    from gluonar_engine.modelcard import DEFAULT_MODEL, ONNX_FILE, read_manifest
    from gluonar_engine.scoring import Calibration

    folder = folder / "without-cohort"
    folder.mkdir()
    shutil.copy(DEFAULT_MODEL / ONNX_FILE, folder)
    manifest = read_manifest(DEFAULT_MODEL)
    files = {ONNX_FILE: manifest.sha256[ONNX_FILE]}
    plain = replace(manifest, sha256=files, calibration=Calibration(12.0, -4.0))
    plain = replace(plain, model_id=f"without-cohort-{files[ONNX_FILE][:8]}", normalization=None)
    plain.write(folder)
    return folder


def _copy(path, to):
    """Another recording of the same voice: a little quieter."""
    from gluonar_engine.data.audio import decode, encode_flac

    to.parent.mkdir(exist_ok=True)
    to.write_bytes(encode_flac(0.8 * decode(path).waveform))


def _samples(name):
    return sorted((SAMPLES / name).glob("enroll-*.flac"))


if __name__ == "__main__":
    main()
