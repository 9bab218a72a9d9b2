from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from app.audio.recorder import RecorderState, RecorderStatus
from app.controllers.base import LongController
from app.controllers.enroll import EnrollController
from app.controllers.importing import ImportController
from app.controllers.recording import RecordingController, State
from app.controllers.sounds import SoundController
from app.controllers.speakers import SpeakersController
from app.errors import Notice, TooLittleSpeech
from app.services.enrollment import EnrollmentService
from gluonar_engine.spectrogram import Analysis, Spectrogram
from tests.app.late_jobs import LateJobs, heard_from
from tests.app.stage import MICROPHONE, FakePlayer, FakeRecorder, make_sound
from tests.voices import say

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"


# Enrolling


@pytest.fixture
def workshop(gallery, models):
    return SimpleNamespace(gallery=gallery, models=models, enrollment=EnrollmentService(gallery, models))


@pytest.fixture
def enroll(qapp, jobs, workshop):
    return EnrollController(jobs, workshop)


def spoken(source="voice", **kwargs):
    sound = make_sound(source, **kwargs)
    object.__setattr__(sound.take, "waveform", say(6)[0])
    return sound


def test_takes_become_a_speaker_and_leave_the_page(enroll, gallery):
    enrolled, changed = heard_from(enroll.enrolled), heard_from(enroll.sounds_changed)
    sound = spoken()
    enroll.add(sound)
    enroll.enroll("Ada")
    speaker, sounds, is_new = enrolled[0]
    assert (speaker.name, sounds, is_new) == ("Ada", [sound], True)
    assert changed[-1] == ([],)
    assert [known.name for known in gallery.speakers()] == ["Ada"]


def test_takes_are_added_to_a_known_speaker(enroll, gallery):
    enroll.add(spoken())
    enroll.enroll("Ada")
    enrolled = heard_from(enroll.enrolled)
    enroll.add(spoken("2", seconds=0.5))
    object.__setattr__(enroll._sounds[0].take, "waveform", say(5, pitch_hz=150)[0])
    enroll.enroll("Ada", gallery.speakers()[0])
    assert (enrolled[0][0].n_takes, enrolled[0][2]) == (2, False)


def test_failed_enrollment_keeps_the_takes_and_says_why(enroll):
    failed, busy = heard_from(enroll.failed), heard_from(enroll.busy_changed)
    sound = spoken(speech_s=0.5)
    enroll.add(sound)
    enroll.enroll("Ada")
    assert failed == [(TooLittleSpeech(0.5, 1.0).notice,)]
    assert busy == [(True,), (False,)]
    assert enroll._sounds == [sound]


def test_bug_is_logged_not_shown(qapp, jobs, caplog):
    class Broken:
        def enroll(self, name, takes, consent):
            raise KeyError("secret detail")

    enroll = EnrollController(jobs, SimpleNamespace(enrollment=Broken()))
    failed = heard_from(enroll.failed)
    enroll.enroll("Ada")
    assert "secret detail" in caplog.text
    assert "secret detail" not in str(failed[0][0])


# Files


def test_files_are_read_one_by_one_and_bad_ones_do_not_stop_the_rest(qapp, jobs, tmp_path):
    files = ImportController(jobs)
    progress, failed, sounds = heard_from(files.progressed), heard_from(files.failed), []
    finished = heard_from(files.finished)
    samples = sorted(SAMPLES.glob("Alba/*.flac"))[:2]
    (tmp_path / "note.wav").write_text("no sound")
    files.read([samples[0], tmp_path / "note.wav", samples[1]], sounds.append)
    assert progress == [(samples[0].name, 0, 3), ("note.wav", 1, 3), (samples[1].name, 2, 3)]
    assert [sound.take.source for sound in sounds] == [path.name for path in samples]
    assert "note.wav" in failed[0][0].title
    assert len(finished) == 1


def test_cancel_leaves_out_what_is_not_read_yet(qapp):
    jobs = LateJobs()
    files, sounds = ImportController(jobs), []
    finished = heard_from(files.finished)
    samples = sorted(SAMPLES.glob("Alba/*.flac"))
    files.read(samples, sounds.append)
    jobs.run()
    assert len(sounds) == 1
    files.cancel()
    assert finished == [()]
    jobs.run_all()
    assert len(sounds) == 1 and finished == [()], "the file that was being read is given up"
    files.read(samples[:2], sounds.append)
    jobs.run_all()
    assert len(sounds) == 3


def test_how_much_of_a_file_is_read_is_told(qapp, jobs):
    files, told = ImportController(jobs), []
    listened = heard_from(files.listened)
    files.read(sorted(SAMPLES.glob("Alba/*.flac"))[:1], told.append)
    shares = [share for (share,) in listened]
    assert shares == sorted(shares) and 0 < shares[-1] < 1  # then its quality is looked at


# What takes long


@pytest.fixture
def long_work(qapp):
    return LongController(LateJobs())


def test_progress_is_told_in_steps_of_a_percent(long_work):
    told, busy, done = heard_from(long_work.progressed), heard_from(long_work.busy_changed), []
    long_work._begin(lambda progress: [progress(n / 1_000) for n in range(1_001)], done.append)
    long_work._jobs.run_all()
    assert [share for (share,) in told] == pytest.approx([n / 100 for n in range(101)], abs=0.002)
    assert len(done) == 1 and busy == [(True,), (False,)]


def test_cancelled_work_ends_at_once_for_the_window_and_soon_for_its_job(long_work):
    told, failed, busy, done, steps = heard_from(long_work.progressed), heard_from(long_work.failed), [], [], []
    long_work.busy_changed.connect(busy.append)

    def work(progress):
        progress(0.5)
        steps.append("after that")

    long_work._begin(work, done.append)
    long_work.cancel()
    assert busy == [True, False]
    long_work._jobs.run_all()
    assert (told, failed, done, steps, busy) == ([], [], [], [], [True, False])


def test_work_that_was_replaced_or_failed_too_late_says_nothing(long_work):
    failed, done = heard_from(long_work.failed), []
    long_work._begin(lambda progress: 1 / 0, done.append)
    long_work._begin(lambda progress: "second", done.append)
    long_work._jobs.run_all()
    assert (failed, done) == ([], ["second"])


# Playing


@pytest.fixture
def sounds(qapp, jobs):
    player = FakePlayer()
    controller = SoundController(jobs, SimpleNamespace(spectrogram=Spectrogram()), player, player_jobs=jobs)
    controller.player = player
    return controller


def test_detail_that_was_asked_for_last_is_drawn(qapp):
    late = LateJobs()
    sounds = SoundController(late, SimpleNamespace(spectrogram=Spectrogram()), FakePlayer(), player_jobs=late)
    ready, sound = heard_from(sounds.detail_ready), make_sound(seconds=20.0)
    sounds.draw_detail(sound, 1.0, 3.0)
    sounds.draw_detail(sound, 4.0, 8.0)
    late.run_all()
    (drawn,) = ready
    assert drawn[0] is sound and drawn[2] == 4.0
    assert drawn[1].duration_s == 4.0 and drawn[1].decibels.shape[1] == 401


def test_playing_again_stops(sounds):
    sound, positions = make_sound(), heard_from(sounds.position_changed)
    sounds.toggle(sound)
    assert sounds.player.is_playing
    sounds.toggle(sound)
    assert not sounds.player.is_playing
    assert positions == [(sound, 0.0), (sound, None)]


def test_place_in_a_playing_sound_is_gone_to(sounds):
    sound = make_sound()
    sounds.toggle(sound)
    sounds.toggle(sound, 0.5)
    assert sounds.player.played == [0.0, 0.5]
    assert sounds.player.is_playing


def test_end_of_a_sound_takes_the_cursor_away(sounds, qtbot):
    sound, positions = make_sound(), heard_from(sounds.position_changed)
    sounds.toggle(sound)
    qtbot.waitUntil(lambda: len(positions) > 2)
    sounds.player.is_playing = False
    qtbot.waitUntil(lambda: positions[-1] == (sound, None))


def test_missing_loudspeaker_is_a_notice(sounds):
    failed, positions = heard_from(sounds.failed), heard_from(sounds.position_changed)

    def refuse(waveform, start_s):
        raise TooLittleSpeech(0, 1)

    sounds.player.play = refuse
    sound = make_sound()
    sounds.toggle(sound)
    assert len(failed) == 1
    assert positions[-1] == (sound, None)


def test_sound_that_could_not_be_played_does_not_end_the_next_one(qapp):
    player, jobs = FakePlayer(), LateJobs()
    sounds = SoundController(LateJobs(), SimpleNamespace(), player, player_jobs=jobs)
    first, second = make_sound(), make_sound()
    positions, failed = heard_from(sounds.position_changed), heard_from(sounds.failed)
    play, refusals = player.play, [TooLittleSpeech(0, 1)]

    def refuse_once(waveform, start_s):
        if refusals:
            raise refusals.pop()
        play(waveform, start_s)

    player.play = refuse_once
    sounds.toggle(first)
    sounds.toggle(second)
    jobs.run_all()
    assert len(failed) == 1 and player.is_playing
    assert positions[-1] == (second, 0.0)
    sounds.toggle(second)
    jobs.run_all()
    assert positions[-1] == (second, None) and not player.is_playing


def test_picture_is_made_once(sounds):
    sound, ready = make_sound(), heard_from(sounds.picture_ready)
    sounds.draw(sound)
    picture = sound.picture
    sounds.draw(sound)
    assert sound.picture is picture is not None
    assert ready == [(sound,), (sound,)]


# Recording


@pytest.fixture
def recorder(tmp_path):
    return FakeRecorder(say(8)[0], tmp_path / "spool")


@pytest.fixture
def recording(qapp, jobs, recorder):
    return RecordingController(jobs, SimpleNamespace(spectrogram=Spectrogram()), recorder)


def test_recording_becomes_a_take_with_its_copy_on_disk(recording, recorder, qtbot):
    sounds, columns, speech = [], heard_from(recording.columns_ready), heard_from(recording.speech_changed)
    recording.start(MICROPHONE, sounds.append)
    assert recording.state is State.RECORDING
    qtbot.waitUntil(lambda: bool(columns and speech))
    recording.stop()
    assert recording.state is State.IDLE
    np.testing.assert_allclose(sounds[0].take.waveform, recorder.waveform, atol=1e-4)
    assert sounds[0].take.source.endswith("Microphone")
    assert sounds[0].spool_path == recorder.spool_path
    assert columns[0][0].shape[0] == 257
    assert 1.0 < speech[0][0] < 4.1


def test_look_at_the_microphone_shows_what_was_asked_for_and_leaves_nothing_on_disk(recording, recorder, qtbot):
    sounds, columns = [], heard_from(recording.columns_ready)
    recording.start(MICROPHONE, sounds.append, analysis=Analysis("mel", 50, 5), keep_s=300.0)
    qtbot.waitUntil(lambda: bool(columns))
    recording.stop()
    assert recorder.keep_s == 300.0
    assert sounds[0].spool_path is None
    assert columns[0][0].shape == (80, 1 + (len(recorder.waveform) - 1024) // 80)


def test_what_is_counted_of_live_sound_is_bounded_however_long_it_goes_on(recording, recorder, monkeypatch):
    monkeypatch.setattr("app.controllers.recording.assess", lambda waveform: SimpleNamespace(speech_s=len(waveform)))
    speech = heard_from(recording.speech_changed)
    recording.start(MICROPHONE, lambda sound: None, keep_s=300.0)
    recording._timer.stop()
    recorder.drain = lambda: np.zeros(16_000, np.float32)
    for heard_s in range(1, 301):
        status = RecorderStatus(RecorderState.RECORDING, -20.0, -12.0, float(heard_s), False, False, None)
        recorder.poll = lambda status=status: status
        recording._poll()
        assert sum(map(len, recording._heard.blocks)) <= 61 * 16_000
        assert len(recording._stream._waiting) < 512
    assert speech[-1] == (300 * 16_000,)


def test_lost_microphone_ends_the_recording_and_keeps_what_was_heard(recording, recorder, qtbot):
    sounds, warned = [], heard_from(recording.warned)
    recording.start(MICROPHONE, sounds.append)
    recorder.notice = Notice("The microphone is gone.", "What was heard is kept.")
    recorder.state = RecorderState.ENDED
    qtbot.waitUntil(lambda: len(sounds) == 1)
    assert warned == [(recorder.notice,)]
    assert recording.state is State.IDLE


def test_warning_is_over_with_its_cause_or_with_the_next_recording(recording, recorder):
    warned, over = heard_from(recording.warned), heard_from(recording.warning_ended)
    recording.start(MICROPHONE, lambda sound: None)
    silence = recorder.notice = Notice("Nothing but silence.", "Check it.")
    recording._poll()
    recording._poll()
    assert (warned, over) == ([(silence,)], [])
    recorder.notice = None
    recording._poll()
    assert over == [(silence,)]
    recorder.notice = silence
    recording._poll()
    recording.stop()
    assert len(over) == 1  # it may be read still
    recorder.notice = None
    recording.start(MICROPHONE, lambda sound: None)
    assert over == [(silence,)] * 2


def test_microphone_that_cannot_be_opened_is_a_notice(recording, recorder):
    def refuse(device, keep_s):
        raise TooLittleSpeech(0, 1)

    recorder.start = refuse
    failed = heard_from(recording.failed)
    recording.start(MICROPHONE, pytest.fail)
    assert len(failed) == 1
    assert recording.state is State.IDLE


def test_stop_pressed_while_the_microphone_opens_is_not_forgotten(qapp, recorder):
    jobs, sounds = LateJobs(), []
    recording = RecordingController(jobs, SimpleNamespace(spectrogram=Spectrogram()), recorder)
    recording.start(MICROPHONE, sounds.append)
    recording.stop()
    assert recording.state is State.STARTING
    jobs.run()
    jobs.run()
    assert recording.state is State.IDLE
    assert len(sounds) == 1


def test_late_count_of_a_recording_does_not_meet_the_next_one(qapp, recorder):
    jobs = LateJobs()
    recording = RecordingController(jobs, SimpleNamespace(spectrogram=Spectrogram()), recorder)
    speech = heard_from(recording.speech_changed)
    recording.start(MICROPHONE, lambda sound: None)
    jobs.run()
    recording._poll()
    count = jobs.waiting.pop()
    recording.stop()
    jobs.run()
    recording.start(MICROPHONE, lambda sound: None)
    jobs.run()
    jobs.waiting.append(count)
    jobs.run()
    assert recording.state is State.RECORDING
    assert speech == []
    recording._poll()
    jobs.run()
    assert len(speech) == 1
    recording.stop()


def test_second_start_while_recording_is_ignored(recording):
    recording.start(MICROPHONE, lambda sound: None)
    recording.start(MICROPHONE, pytest.fail)
    recording.stop()


def test_discarded_sound_leaves_nothing_on_disk(recording, recorder, qtbot):
    sounds = []
    recording.start(MICROPHONE, sounds.append)
    recording.stop()
    assert recorder.spool_path.exists()
    recording.discard(sounds)
    assert not recorder.spool_path.exists()


# Speakers


def test_speakers_recordings_come_back_as_sounds(qapp, jobs, enroll, workshop):
    enroll.add(spoken("a.wav"))
    enroll.enroll("Ada")
    speakers = SpeakersController(jobs, workshop)
    changed, ready = heard_from(speakers.speakers_changed), heard_from(speakers.sounds_ready)
    speakers.refresh()
    ada = changed[0][0][0]
    speakers.load(ada)
    sound = ready[0][1][0]
    assert sound.take.source == "a.wav"
    np.testing.assert_allclose(sound.take.waveform, say(6)[0], atol=1e-4)


def test_what_was_read_before_never_replaces_what_was_read_later(qapp, workshop, enroll):
    """Jobs of one pool may end in any order."""
    enroll.add(spoken())
    enroll.enroll("Ada")
    jobs, ada = LateJobs(), workshop.gallery.speakers()[0]
    speakers = SpeakersController(jobs, workshop)
    signals = (speakers.speakers_changed, speakers.details_ready, speakers.sounds_ready)
    heard = [heard_from(signal) for signal in signals]
    for _ in range(2):
        speakers.refresh()
        speakers.load(ada)
    workshop.gallery.rename(ada.id, "Eve")
    jobs.waiting.reverse()
    jobs.run_all()
    assert [len(each) for each in heard] == [1, 1, 1]
    assert heard[0][0][0][0].name == "Eve"


def test_load_that_comes_too_late_reads_nothing(qapp, workshop, enroll):
    enroll.add(spoken())
    enroll.enroll("Ada")
    jobs, ada = LateJobs(), workshop.gallery.speakers()[0]
    speakers = SpeakersController(jobs, workshop)
    sounds, details = heard_from(speakers.sounds_ready), heard_from(speakers.details_ready)
    speakers.load(ada)
    speakers.load(replace(ada, id=99))
    for _ in range(4):
        jobs.run()
    assert [speaker.id for speaker, *_ in (*sounds, *details)] == [99, 99]
