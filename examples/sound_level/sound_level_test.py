#!/usr/bin/env python3
"""The program reads every usual kind of WAV file, and says what is wrong with the others.

usage: sound_level_test.py <the program sound_level>
"""

from __future__ import annotations

import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import unittest

FOLDER = pathlib.Path(__file__).resolve().parent
STREET = (FOLDER / "street.wav").read_bytes()
SAMPLES = struct.unpack(f"<{(len(STREET) - 44) // 2}h", STREET[44:])
RECORDING = pathlib.Path("/usr/share/sounds/alsa/Front_Center.wav")
PROGRAM = ""


def wav(coding: int, bits: int, data: bytes, channels: int = 1, rate: int = 16000) -> bytes:
    frame = channels * bits // 8
    head = struct.pack("<HHIIHH", coding, channels, rate, rate * frame, frame, bits)
    chunks = b"LIST" + struct.pack("<I", 3) + b"abc\0"  # a chunk to skip, of odd length
    chunks += b"fmt " + struct.pack("<I", len(head)) + head
    chunks += b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def run(sound: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [PROGRAM, *arguments]
    return subprocess.run(command, input=sound, capture_output=True, timeout=60, check=False)


def levels(sound: bytes, *arguments: str) -> list[float]:
    done = run(sound, *arguments)
    if done.returncode != 0:
        raise AssertionError(done.stderr.decode())
    return [float(level) for level in re.findall(r" (-?\d+\.\d\d)", done.stdout.decode())]


class Files(unittest.TestCase):
    expected: list[float]

    @classmethod
    def setUpClass(cls) -> None:
        cls.expected = levels(STREET)
        if len(cls.expected) != 12:
            raise AssertionError(f"expected 5 levels and 7 percentiles, got {cls.expected}")

    def assert_near(self, found: list[float], bound: float = 0.03) -> None:
        self.assertEqual(len(found), len(self.expected))
        for got, expected in zip(found, self.expected):
            self.assertAlmostEqual(got, expected, delta=bound)

    def test_a_file_and_a_pipe_are_the_same(self) -> None:
        done = subprocess.run(
            [PROGRAM, str(FOLDER / "street.wav")], capture_output=True, check=True
        )
        self.assertEqual(done.stdout, run(STREET).stdout)

    def test_24_and_32_bits_and_float(self) -> None:
        deep = b"".join(struct.pack("<i", x * 256)[:3] for x in SAMPLES)
        self.assert_near(levels(wav(1, 24, deep)))
        self.assert_near(
            levels(wav(1, 32, struct.pack(f"<{len(SAMPLES)}i", *(x << 16 for x in SAMPLES))))
        )
        real = struct.pack(f"<{len(SAMPLES)}f", *(x / 32768 for x in SAMPLES))
        self.assert_near(levels(wav(3, 32, real)))

    def test_one_channel_of_two(self) -> None:
        stereo = b"".join(struct.pack("<hh", x, 0) for x in SAMPLES)
        self.assertEqual(levels(wav(1, 16, stereo, channels=2)), self.expected)
        self.assertLess(max(levels(wav(1, 16, stereo, channels=2), "--channel", "2")), 11)

    def test_samples_without_a_head(self) -> None:
        self.assertEqual(levels(STREET[44:], "--raw", "16000"), self.expected)

    def test_a_pipe_of_unknown_length(self) -> None:
        for size in (0, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF):
            stream = STREET[:40] + struct.pack("<I", size) + STREET[44:]
            self.assertEqual(levels(stream), self.expected)

    @unittest.skipUnless(RECORDING.exists(), "Debian's package alsa-utils is not installed")
    def test_a_voice_of_a_recording(self) -> None:
        """LAeq, LAFmax, LCpeak of scipy: the analog poles, at eight times the rate."""
        found = levels(RECORDING.read_bytes())
        self.assertAlmostEqual(found[0], 95.13, delta=0.03)
        self.assertAlmostEqual(found[2], 100.86, delta=0.05)
        self.assertAlmostEqual(found[4], 116.41, delta=0.1)

    def test_full_scale_moves_every_level(self) -> None:
        moved = levels(STREET, "--full-scale", "100")
        self.assertEqual([round(x + 20, 2) for x in moved], self.expected)

    def test_a_calibrator_gives_the_full_scale(self) -> None:
        tone = [1000, 924, 707, 383, 0, -383, -707, -924, -1000, -924, -707, -383, 0, 383, 707, 924]
        done = run(wav(1, 16, struct.pack("<16h", *tone) * 2000), "--calibrate", "94")
        found = re.search(rb"--full-scale (\d+\.\d\d)", done.stdout)
        assert found is not None
        self.assertAlmostEqual(float(found[1]), 94 + 30.31, delta=0.05)  # 20 log10(32768 / 1000)

    def test_history_and_picture(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            csv, svg = pathlib.Path(folder, "h.csv"), pathlib.Path(folder, "h.svg")
            levels(STREET, "--csv", str(csv), "--svg", str(svg), "--every", "250")
            lines = csv.read_text().splitlines()
            self.assertEqual(lines[0], "seconds,LAF,LAeq,LAFmax,LCpeak")
            self.assertEqual([line.split(",")[0] for line in lines[1:3]], ["0.250", "0.500"])
            self.assertEqual(len(lines), 11)
            self.assertEqual(svg.read_text().count("<polyline"), 2)

    def assert_refused(self, sentence: str, sound: bytes, *arguments: str) -> None:
        done = run(sound, *arguments)
        self.assertEqual(done.returncode, 2)
        self.assertIn(sentence, done.stderr.decode())

    def test_other_files_are_refused(self) -> None:
        plain = wav(1, 16, STREET[44:])
        self.assert_refused("ends within the first 12 bytes", b"")
        self.assert_refused("begins with RIFF", b"ID3 and so on, an MP3 file")
        self.assert_refused("expected a chunk `fmt `, and the file ends", plain[:12])
        self.assert_refused("as long as it says, and the file ends", plain[:22])
        self.assert_refused("expected a chunk `data`, and the file ends", plain[:48])
        self.assert_refused("it was cut off", plain[:4000])
        self.assert_refused("there are none", wav(1, 16, b""))
        self.assert_refused("coding 1 with 8 bits", wav(1, 8, b"12345678"))
        self.assert_refused("coding 17 with 16 bits", wav(17, 16, b"12345678"))
        self.assert_refused("1 to 64 channels, and got 0", wav(1, 16, b"12345678", channels=0))
        self.assert_refused("a rate of 8000", wav(1, 16, STREET[44:], rate=12345))
        self.assert_refused("a channel of 1, and got 2", plain, "--channel", "2")
        self.assert_refused(
            "frames of 2 bytes", plain.replace(b"\2\0\x10\0data", b"\5\0\x10\0data")
        )

    def test_wrong_options_are_refused(self) -> None:
        self.assert_refused("expected an option and its value", STREET, "--colour", "red")
        self.assert_refused("expected an option and its value", STREET, "--every", "0")
        self.assert_refused("expected an option and its value", STREET, "--full-scale", "loud")
        self.assert_refused("expected a value after --csv", STREET, "--csv")
        self.assert_refused("expected one file", STREET, "a.wav", "b.wav")
        self.assert_refused("cannot be read", STREET, "no_such_file.wav")
        self.assert_refused("cannot be written", STREET, "--csv", "no/such/folder.csv")


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
