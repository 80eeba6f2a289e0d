"""Makes labelled sounds, as a microphone gives them: int16, 8,000 samples a second.

Nothing here was recorded. espeak-ng speaks numbers, sox makes tones and noise, and knocks and hum
are worked out below: sounds that can be made anew anywhere, and stand in for recordings of your
own. A source is a voice, a kind of alarm, a fan, a material that is knocked on, a humming machine.
Each recording of it has a level, a microphone's frequency response and background noise drawn at
random, with fixed seeds. Sources that are held out are not heard in training.

    apt-get install espeak-ng sox
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RATE = 8000
SECONDS = 2.5  # a recording
LABELS = ("alarm", "knock", "noise", "quiet", "speech")
TOOLS = ("espeak-ng", "sox")

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Source:
    """What makes sounds of one kind; `how` is for the function of its label."""

    label: str
    name: str
    how: tuple[str, ...]
    held_out: bool = False


def _sources() -> Iterator[Source]:
    # Voices: a language, a speaker and a pace in words a minute.
    for voice, pitch, pace, held_out in (
        ("en-us+m1", 50, 160, False), ("en-gb+f2", 60, 170, False), ("de+m3", 40, 150, False),
        ("fr-fr+f4", 55, 180, False), ("es+m7", 45, 190, False), ("it+f1", 65, 160, False),
        ("nl+m4", 35, 140, False), ("pl+f3", 70, 175, False), ("pt-br+m2", 50, 200, True),
        ("sv+f5", 62, 165, True), ("ru+m5", 30, 155, True), ("tr+f2", 75, 185, True),
    ):  # fmt: skip
        yield Source("speech", voice, (voice, f"{pitch}", f"{pace}"), held_out)
    # Alarms: a wave, its frequencies in Hz, and how long it sounds and pauses, in ms.
    for wave, hertz, on, off, held_out in (
        ("sine", "1000", 200, 100, False), ("square", "660", 120, 120, False),
        ("sine", "500-1200", 400, 0, False), ("triangle", "2000", 80, 80, False),
        ("sawtooth", "440", 300, 150, False), ("square", "1500-900", 250, 50, False),
        ("sine", "2700", 60, 140, False), ("triangle", "800-820", 500, 100, False),
        ("square", "2300", 100, 100, True), ("sine", "700-1700", 300, 0, True),
        ("sawtooth", "900", 150, 50, True), ("triangle", "1250", 220, 180, True),
    ):  # fmt: skip
        yield Source("alarm", f"{wave} {hertz}", (wave, hertz, str(on), str(off)), held_out)
    # Fans, rain, traffic: noise of a colour through effects of sox.
    for colour, effect, held_out in (
        ("white", "", False), ("pink", "", False), ("brown", "", False),
        ("white", "highpass 1500", False), ("pink", "lowpass 800", False),
        ("white", "band 1200 900", False), ("pink", "tremolo 3 40", False),
        ("brown", "tremolo 0.7 60", False), ("white", "lowpass 1800", True),
        ("pink", "highpass 500", True), ("brown", "treble 9", True), ("pink", "band 600 700", True),
    ):  # fmt: skip
        yield Source("noise", f"{colour} {effect}".strip(), (colour, *effect.split()), held_out)
    # Materials: three resonances in Hz, and how long they ring, in ms.
    for name, *resonances, ring, held_out in (
        ("door", 180, 420, 790, 25, False), ("desk", 250, 610, 1300, 15, False),
        ("cup", 1900, 2800, 3500, 60, False), ("pipe", 820, 1650, 2900, 90, False),
        ("key", 1400, 2300, 3100, 4, False), ("box", 140, 330, 520, 40, False),
        ("glass", 2400, 3000, 3700, 80, False), ("wall", 110, 240, 600, 10, False),
        ("drawer", 300, 500, 1100, 30, True), ("bottle", 1300, 2100, 3300, 50, True),
        ("switch", 900, 1900, 2700, 5, True), ("barrel", 160, 650, 980, 70, True),
    ):  # fmt: skip
        yield Source("knock", str(name), tuple(map(str, (*resonances, ring))), bool(held_out))
    # Machines at rest: mains frequency in Hz, and how fast the harmonics fall.
    for mains, fall, held_out in (
        (50, 1.0, False), (50, 2.0, False), (60, 1.0, False), (60, 2.5, False), (50, 0.5, False),
        (60, 1.5, False), (50, 9.0, False), (60, 9.0, False), (50, 1.4, True), (60, 0.7, True),
        (50, 3.0, True), (60, 2.0, True),
    ):  # fmt: skip
        yield Source("quiet", f"{mains} Hz, {fall:g}", (str(mains), str(fall)), held_out)


SOURCES = tuple(_sources())


def recordings(
    held_out: bool, each: int = 4, seed: int = 0
) -> tuple[list[NDArray[np.int16]], list[str], list[str]]:
    """`each` recordings of each source: samples of shape (20000, 1), their labels and sources."""
    chosen = [source for source in SOURCES if source.held_out == held_out]
    found, labels, names = [], [], []
    for source in chosen:
        random = np.random.default_rng([seed, SOURCES.index(source)])
        for sound in _sounds(source, each, random):
            found.append(_recorded(source, sound, random)[:, None])
            labels.append(source.label)
            names.append(f"{source.label}: {source.name}")
    return found, labels, names


def _sounds(source: Source, each: int, random: np.random.Generator) -> list[Floats]:
    make = {"speech": _speech, "alarm": _alarm, "noise": _noise, "knock": _knock, "quiet": _hum}
    wanted = round(SECONDS * RATE)
    if source.label == "speech":
        all_of_it = _speech(source.how, each * SECONDS, random)
        return [all_of_it[i * wanted : (i + 1) * wanted] for i in range(each)]
    return [make[source.label](source.how, SECONDS, random)[:wanted] for _ in range(each)]


def _recorded(source: Source, sound: Floats, random: np.random.Generator) -> NDArray[np.int16]:
    """What the microphone hears: a response, a level, noise of the room."""
    low, high = random.uniform(40, 200), random.uniform(2600, 3900)
    turn = 1j * np.fft.rfftfreq(len(sound), 1 / RATE)
    heard = _shaped(sound, turn / low / (1 + turn / low) / (1 + turn / high))
    quiet = source.label == "quiet"
    level = 10 ** (random.uniform(-62, -50) / 20 if quiet else random.uniform(-38, -14) / 20)
    white = random.normal(size=len(heard))  # and what becomes of it, between white and brown
    room = _shaped(white, 1 / (1 - random.uniform(0, 0.9) * np.exp(-2 * np.pi * turn / RATE)))
    room *= 10 ** (random.uniform(-35, -12) / 20)
    counts = np.rint(32768 * level * (heard + room))
    return np.clip(counts, -32768, 32767).astype(np.int16)


def _shaped(sound: Floats, response: NDArray[np.complex128]) -> Floats:
    """Behind a filter, at a level of 1."""
    out: Floats = np.fft.irfft(np.fft.rfft(sound) * response, len(sound))
    out /= np.sqrt(np.mean(out**2)) + 1e-9
    return out


def _sox(*arguments: str, given: bytes | None = None) -> Floats:
    """What sox writes, 1.0 full scale."""
    raw = ["-t", "raw", "-r", str(RATE), "-e", "signed", "-b", "16", "-c", "1", "-"]
    source = ["-n"] if given is None else ["-t", "wav", "-"]
    out_of = [*raw, *arguments] if given is None else [*raw]
    done = subprocess.run(
        ["sox", "-R", "-D", *source, *out_of], input=given, check=True, capture_output=True
    )
    return np.frombuffer(done.stdout, "<i2").astype(np.float64) / 32768


def _speech(how: tuple[str, ...], seconds: float, random: np.random.Generator) -> Floats:
    """Numbers, each in the words of its language, without the pauses between them."""
    voice, pitch, pace = how
    said: list[Floats] = []
    while sum(map(len, said)) < seconds * RATE:
        text = " ".join(map(str, random.integers(1, 2000, 8)))
        spoken = subprocess.run(
            ["espeak-ng", "-v", voice, "-p", pitch, "-s", pace, "--stdout", text],
            check=True, capture_output=True,
        )  # fmt: skip
        said.append(_sox(given=spoken.stdout)[RATE // 10 : -RATE // 2])
    return np.concatenate(said)


def _alarm(how: tuple[str, ...], seconds: float, random: np.random.Generator) -> Floats:
    wave, pitch, on, off = how
    moved = "-".join(f"{float(hz) * random.uniform(0.93, 1.07):.1f}" for hz in pitch.split("-"))
    beep = _sox("synth", str(int(on) / 1000), wave, moved, "gain", "-3", "fade", "0.005", "0",
                "0.005")  # fmt: skip
    one = np.concatenate([beep, np.zeros(int(off) * RATE // 1000)])
    return np.roll(np.tile(one, int(seconds * RATE / len(one)) + 1), random.integers(len(one)))


def _noise(how: tuple[str, ...], seconds: float, random: np.random.Generator) -> Floats:
    colour, *effect = how
    start = random.uniform(0, 8)  # sox begins with the same noise each time
    length = f"{start + seconds:.3f}"
    return _sox("synth", length, f"{colour}noise", "gain", "-6", *effect, "trim", f"{start:.3f}")


def _knock(how: tuple[str, ...], seconds: float, random: np.random.Generator) -> Floats:
    *resonances, ring = map(float, how)
    out = np.zeros(round(seconds * RATE) + RATE)
    at = random.uniform(0, 0.1)
    while at < seconds:
        time = np.arange(RATE // 2) / RATE
        hit = np.zeros(len(time))
        for hz in resonances:
            decay = ring / 1000 * random.uniform(0.7, 1.4)
            hit += (
                random.uniform(0.3, 1)
                * np.exp(-time / decay)
                * np.sin(2 * np.pi * hz * random.uniform(0.97, 1.03) * time)
            )
        hit[:16] += random.normal(0, 0.5, 16)
        start = round(at * RATE)
        out[start : start + len(hit)] += random.uniform(0.4, 1) * hit
        at += random.uniform(0.12, 0.35)
    return out[: round(seconds * RATE)]


def _hum(how: tuple[str, ...], seconds: float, random: np.random.Generator) -> Floats:
    mains, fall = map(float, how)
    time = np.arange(round(seconds * RATE)) / RATE
    hum = sum(
        k**-fall * random.uniform(0.4, 1)
        * np.sin(2 * np.pi * k * mains * time + random.uniform(0, 6.28))
        for k in range(1, 9)
    )  # fmt: skip
    return np.asarray(hum) + random.uniform(0.2, 2) * random.normal(size=len(time))
