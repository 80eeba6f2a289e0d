// mote.hpp - the whole library in one include. This page is also its table of contents.
// A program pays only for what it uses, so this header costs compile time and nothing else.
#pragma once

// core/ (floor 0): the vocabulary. It includes nothing but <stddef.h>, <stdint.h>, <string.h>.
#include "core/version.hpp"  // MOTE_VERSION_MAJOR, _MINOR, _PATCH; the C++17 check
#include "core/target.hpp"   // what the compiler and the instruction set offer
#include "core/traits.hpp"   // the part of <type_traits> that the library uses
#include "core/expects.hpp"  // MOTE_EXPECTS: what a caller promises
#include "core/status.hpp"   // status: what became of data from outside
#include "core/array.hpp"    // array<T, N>
#include "core/span.hpp"     // span<T, N> and span<T>: views of arrays
#include "core/ring.hpp"     // ring<T, N>: the newest N elements of a stream
#include "core/complex.hpp"  // complex<T>: re and im side by side
#include "core/scaled.hpp"   // scaled<T, N>: numbers and the exponent that they share
#include "core/sample.hpp"   // is_sample<T>: which number types are samples
#include "core/numeric.hpp"  // numeric<T>: products, sums, rounding and saturation of a sample
#include "core/math.hpp"     // exp, exp2, log, log2, tanh, sigmoid; exp2_q15 in integers
#include "core/trig.hpp"     // sin, cos at every angle; atan2
#include "kernel/number/sqrt.hpp"        // sqrt, correctly rounded
#include "kernel/number/whole_root.hpp"  // square roots of whole numbers of 50 bits
#include "core/log2.hpp"                 // log2_q16: the logarithm of a whole number, in integers
#include "core/decibel.hpp"              // decibels: a level in hundredths of a dB
#include "core/root.hpp"                 // nearest_root: the square root of a whole number
#include "core/bits.hpp"                 // bit_cast<To>(from)
#include "core/ordered.hpp"              // key(x): a float as an integer that sorts alike
#include "core/crc32.hpp"                // crc32: did data arrive whole?
#include "core/block/frame_view.hpp"     // frame_view: a window of a stream, where it lies
#include "core/number/probability.hpp"   // argmax, ratio, softmax, decay; probability_t
#include "core/number/division.hpp"      // division digit by digit
#include "core/number/compensated_sum.hpp"  // a sum of floats that loses nothing
#include "core/number/binary64.hpp"         // sums of IEEE 754 doubles in integers

// design/ (floor 1): filters, windows and curves that the compiler works out, in double; a chip
// never does.
#include "design/sos.hpp"          // section, sos<Sections>: a design, as scipy writes it
#include "design/butterworth.hpp"  // butterworth_lowpass<4>(8.0, 62.5), _highpass, _bandpass, ...
#include "design/chebyshev.hpp"    // chebyshev1_lowpass<4>(0.5, 8.0, 62.5), ...
#include "design/elliptic.hpp"     // elliptic_lowpass<4>(0.5, 60.0, 8.0, 62.5), ...
#include "design/bessel.hpp"       // bessel_lowpass<4>(8.0, 62.5), ...: an even delay
#include "design/notch.hpp"        // notch, peak: one frequency away, or alone
#include "design/rbj.hpp"          // rbj_lowpass ... rbj_high_shelf: the Audio EQ Cookbook
#include "design/octave_band.hpp"  // octave_band<3>(10, 48000): octaves and thirds of IEC 61260
#include "design/weighting.hpp"    // a_weighting(48000), c_weighting, z_weighting
#include "design/response.hpp"     // response, magnitude, magnitude_db of a design at a frequency
#include "design/smoothing.hpp"    // smoothing: time constant or cutoff of a one-pole; its taps
#include "design/fir_design.hpp"   // fir_lowpass<N>(...) and the like: windowed-sinc designs
#include "design/savitzky_golay.hpp"   // savitzky_golay<11>(3): polynomials fitted to a window
#include "design/cic_compensator.hpp"  // cic_compensator<N>: a low pass that undoes their droop
#include "design/window_shape.hpp"     // windows::hann, kaiser(beta), ...: the curves, in double
#include "design/constant.hpp"         // constant::exp, sin, pow, ... in double, for the compiler

// filter/ (floor 2): samples in, samples out.
#include "filter/taps/biquad_taps.hpp"  // biquad_taps; quantize<Sample>(design)
#include "filter/biquad.hpp"            // biquad_cascade, fixed_biquad_cascade
#include "filter/one_pole.hpp"          // one_pole, one_pole_highpass
#include "filter/pre_emphasis.hpp"      // pre_emphasis: y[n] = x[n] - a x[n-1]
#include "filter/dc_blocker.hpp"        // dc_blocker
#include "filter/comb.hpp"            // comb_notch, comb_peak: hum and its harmonics away, or alone
#include "filter/moving.hpp"          // moving_sum, moving_mean
#include "filter/moving_extreme.hpp"  // moving_min, moving_max
#include "filter/median.hpp"          // median<Sample, N>: takes out spikes
#include "filter/hampel.hpp"          // hampel, deviations: outliers replaced by the median
#include "filter/envelope.hpp"        // envelope, peak_hold, rms_envelope
#include "filter/convert.hpp"         // convert<To>(x), unpack_int24
#include "filter/interleave.hpp"      // deinterleave, interleave
#include "filter/linear_map.hpp"      // linear_map: counts to units
#include "filter/taps/fir_taps.hpp"   // quantize<Sample>(taps)
#include "filter/fir.hpp"             // fir, fixed_fir
#include "filter/fir_resample.hpp"    // fir_decimator, fir_interpolator
#include "filter/fir_resampler.hpp"   // fir_resampler: by a fraction, 160 / 147
#include "filter/cic.hpp"             // cic_decimator, cic_interpolator
#include "filter/pdm.hpp"             // pdm_decimator: bits of a digital microphone to int16

// transform/ (floor 2): blocks of samples into spectra.
#include "transform/fft.hpp"        // fft, ifft: complex samples, 8 to 8192 of them
#include "transform/rfft.hpp"       // rfft, irfft: real samples; bins
#include "transform/dct.hpp"        // dct<Sample, N, M>: DCT-II and its inverse, as scipy
#include "transform/goertzel.hpp"   // goertzel_bin<Sample, N>, goertzel: one frequency
#include "transform/dct_table.hpp"  // dct_norm; the weights of dct and mfcc
#include "transform/power.hpp"      // power_of a bin; levels of powers in Q8
#include "transform/spectrum.hpp"   // power_spectrum, magnitude_spectrum, power_to_db
#include "transform/window.hpp"     // window<Sample, N>: tables of hann, kaiser, ...
#include "transform/stft.hpp"       // stft<Sample, N, Hop>: spectra of a stream

// model/ (floor 2): what was trained elsewhere.
#include "model/model.hpp"           // predict, predict_proba, score: what every model is
#include "model/trees.hpp"           // tree_ensemble; predict, predict_proba, score
#include "model/naive_bayes.hpp"     // gaussian_naive_bayes; learning_naive_bayes on the chip
#include "model/rows.hpp"            // fixed, bounded: rows of a model in flash or in RAM
#include "model/state.hpp"           // save, restore, two_slots: what was learnt, over a reset
#include "model/scaler.hpp"          // scaler: real features onto int8_t or int16_t
#include "model/columns.hpp"         // select, scale, cast, project, impute: rows to rows
#include "model/prepared.hpp"        // prepared: a model behind such stages, a model again
#include "model/loaded_trees.hpp"    // loaded_trees: a bounded model in RAM
#include "model/tree_reader.hpp"     // tree_reader: fills it from a file of mote.convert
#include "model/emlearn_reader.hpp"  // emlearn_reader: or from the CSV of emlearn

// feature/ (floor 3): samples into what a model sees.
#include "feature/frame.hpp"                // frame<Sample, N, Hop, Channels>: overlapping windows
#include "feature/statistics.hpp"           // statistics: mean, variance, root mean square
#include "feature/extremes.hpp"             // extremes, zero_crossings
#include "feature/calibration.hpp"          // full_scale_of_dbfs, full_scale_of_millivolts
#include "feature/level_options.hpp"        // level_options; frequency_weighting, time_weighting
#include "feature/level_histogram.hpp"      // level_histogram: percentiles of levels
#include "feature/level.hpp"                // level_meter: LAF, LAeq, LCpeak, L90
#include "feature/spectrum.hpp"             // spectrum_shape: centroid, rolloff, flatness, entropy
#include "feature/chosen/motion_set.hpp"    // motion::series, statistic, feature; motion::all
#include "feature/motion.hpp"               // motion_features<Sample, N, Chosen>: of three axes
#include "feature/tilt.hpp"                 // tilt: pitch and roll from gravity
#include "feature/welch.hpp"                // welch: power spectral density of a stream
#include "feature/deltas.hpp"               // deltas of MFCCs
#include "feature/series.hpp"               // series_features: catch22, any of it
#include "feature/mel_options.hpp"          // mel_options: librosa's arguments
#include "feature/mel.hpp"                  // mel<Sample, Options>: mel spectra, as librosa
#include "feature/mfcc.hpp"                 // mfcc<Sample, Options>
#include "feature/chosen/spectral_set.hpp"  // spectral::kind, feature, band: names of what follows
#include "feature/spectral.hpp"             // spectral_features: of the spectra of a window
#include "feature/cepstral.hpp"  // mel_features, mfcc_features: of the channels of a window
#include "feature/window_statistics.hpp"  // window_statistics: any statistics of a window

// pipeline/ (floor 4): from samples to a decision.
#include "pipeline/spsc_ring.hpp"   // spsc_ring<T, N>: from an interrupt to the main loop
#include "pipeline/npy_reader.hpp"  // npy_reader: a recording from a NumPy file, as it comes
#include "pipeline/npy_writer.hpp"  // npy_writer: and into one
#include "pipeline/smooth.hpp"      // majority, minimal_duration, hysteresis, smooth_probabilities
#include "pipeline/smooth_values.hpp"  // running_median, smooth_values: of regressions
#include "pipeline/reject.hpp"         // margin, entropy, confidence: is the decision one at all
#include "pipeline/near_classes.hpp"   // near_classes: is a row near what the model was trained on
#include "pipeline/decide.hpp"         // classify, class_probabilities, likeliest: models as stages
#include "pipeline/only_if.hpp"        // only_if: decisions of rows that are near, and unknown
#include "pipeline/join.hpp"           // join_features, on_channels: several kinds of features
#include "pipeline/chain.hpp"          // chain<frame, stages...>: from samples to a decision
#include "pipeline/nested_chain.hpp"   // nested_chain<rows, decisions>: several frames a window
#include "pipeline/stage.hpp"  // is_sample_stage, is_block_stage, is_framer, is_window_stage

// What the headers above are built from. A program has no need to name anything below this line.
// kernel/: the only code written per compiler and instruction set.
#include "kernel/best.hpp"  // best<Sample>: which overload of a kernel runs

// kernel/number/: numbers, one at a time.
#include "kernel/number/clip.hpp"          // clipped<Sample>(x): an integer limited to a sample
#include "kernel/number/rounding.hpp"      // from a sum of products to a sample
#include "kernel/number/fraction.hpp"      // scaled_q15, scaled_q16: an integer times a fraction
#include "kernel/number/long_product.hpp"  // products of more than 32 bits
#include "kernel/number/quotient.hpp"      // quotient<N>(x): division by a constant
#include "kernel/number/square_sum.hpp"    // sums of squares of 20-bit numbers
#include "kernel/number/float_sum.hpp"     // a sum of many floats
#include "kernel/number/wide_real.hpp"     // wide_real: a real number without an FPU
#include "kernel/number/fixed_point.hpp"   // to_fixed, to_float: with and without an FPU

// kernel/row/: rows of numbers.
#include "kernel/row/handover.hpp"   // a number between an interrupt and the main loop
#include "kernel/row/opaque.hpp"     // opaque(pointer): hides where a pointer came from
#include "kernel/row/zeros.hpp"      // zeros<T, N>() without a call of memset
#include "kernel/row/copy.hpp"       // copy(to, from, n) without a call of memcpy
#include "kernel/row/word.hpp"       // pairs of 16-bit numbers: the DSP extension of Cortex-M
#include "kernel/row/float_row.hpp"  // eight floats into registers of an Arm FPU
#include "kernel/row/fixed_point_block.hpp"  // blocks of float to int16_t and back
#include "kernel/row/two_channels.hpp"       // two interleaved channels of int16_t
#include "kernel/row/dot.hpp"                // dot(a, b, n)
#include "kernel/row/reduce.hpp"             // sums and sums of squares
#include "kernel/row/select.hpp"             // the number with k smaller ones, never quadratic
#include "kernel/row/ramp_sums.hpp"          // sums of |z|^2

// kernel/correlate/: one row of taps against every window of a row of samples.
#include "kernel/correlate/correlate.hpp"  // one row of taps against every window of a row of samples
#include "kernel/correlate/dsp.hpp"        // by pairs of int16_t
#include "kernel/correlate/mve.hpp"        // with Helium

// kernel/second_order/: second-order sections.
#include "kernel/second_order/cascade.hpp"  // sections in series on integers: the order by core
#include "kernel/second_order/float_cascade.hpp"  // and on float
#include "kernel/second_order/forms.hpp"          // the sums of taps that float needs
#include "kernel/second_order/samples.hpp"        // where their words come from and go to
#include "kernel/second_order/section.hpp"        // one section in exact integer arithmetic
#include "kernel/second_order/products.hpp"       // its sum of five products
#include "kernel/second_order/smlal.hpp"          // on Cortex-M3 and up
#include "kernel/second_order/mve.hpp"            // with Helium

// kernel/rank/: the order of a short row of integers.
#include "kernel/rank/bin_scale.hpp"  // which of 128 equal bins holds a number
#include "kernel/rank/chains.hpp"     // bins, each a chain of places
#include "kernel/rank/select.hpp"     // the number of a rank in a short list
#include "kernel/rank/ranks.hpp"      // numbers of given ranks, and counts of 16 bins
#include "kernel/rank/ranks_mve.hpp"  // the bins as bytes, with Helium
#include "kernel/rank/entropy.hpp"    // the entropy of such counts

// kernel/series/: rows of three axes, and what is computed of a row.
#include "kernel/series/median_of_three.hpp"   // axes taken apart, through a median of 3
#include "kernel/series/norm.hpp"              // L1 norms and squared L2 norms
#include "kernel/series/jerk.hpp"              // differences of neighbours
#include "kernel/series/extent.hpp"            // the smallest and the largest number
#include "kernel/series/square_sum_16.hpp"     // sums of squares
#include "kernel/series/spread.hpp"            // sums and extremes
#include "kernel/series/distance_squares.hpp"  // squares of distances from the smallest number
#include "kernel/series/pairs.hpp"             // two numbers a word, ordered
#include "kernel/series/moments.hpp"           // mean, root mean square and deviation of them

// kernel/fourier/: Fourier transforms.
#include "kernel/fourier/points.hpp"         // arithmetic of butterflies, by sample type
#include "kernel/fourier/points_dsp.hpp"     // the same, a complex number a word
#include "kernel/fourier/points_mve.hpp"     // several complex numbers in a vector
#include "kernel/fourier/butterfly.hpp"      // the stages
#include "kernel/fourier/butterfly_mve.hpp"  // the stages with Helium
#include "kernel/fourier/split.hpp"      // a real signal's spectrum from that of half the length
#include "kernel/fourier/split_mve.hpp"  // the same with Helium

// design/detail/
#include "design/detail/complex_arithmetic.hpp"  // arithmetic of complex<double>, for designs
#include "design/detail/edges.hpp"               // the frequencies of a design, checked
#include "design/detail/roots.hpp"               // poles and zeros, and how they become sections
#include "design/detail/elliptic_integral.hpp"   // elliptic integrals, Jacobi's functions
#include "design/detail/prototype.hpp"           // from an analog low pass to sections

// filter/detail/
#include "filter/detail/biquad_forms.hpp"     // the sums of taps that float needs
#include "filter/detail/biquad_range.hpp"     // how large the signals inside a cascade can get
#include "filter/detail/biquad_sections.hpp"  // where its taps are
#include "filter/detail/by_sample.hpp"        // blocks for filters of one sample after another
#include "filter/detail/lengths.hpp"          // blocks whose lengths the compiler knows
#include "filter/detail/sorted_window.hpp"    // the newest samples in order of size
#include "filter/detail/leak.hpp"             // the state of a one-pole, which never gets stuck
#include "filter/detail/delay_line.hpp"       // delay_line: the newest samples side by side

// transform/detail/
#include "transform/detail/in_place.hpp"         // what a transform is given
#include "transform/detail/twiddle.hpp"          // roots of unity, as tables
#include "transform/detail/goertzel_format.hpp"  // its arithmetic

// model/state/
#include "model/state/archive.hpp"  // the fields of a model, counted, written, checked, read

// model/trees/
#include "model/trees/splits.hpp"  // split_table: decision trees as data, and the walk

// model/vote/
#include "model/vote/votes.hpp"  // hard_vote, soft_vote: what classifiers do with leaves
#include "model/vote/sums.hpp"   // value_sum: regression, gradient boosting, isolation forest

// feature/detail/
#include "feature/detail/level_time.hpp"       // averages that forget
#include "feature/detail/mel_bank.hpp"         // the triangles of a mel filterbank
#include "feature/detail/mel_arithmetic.hpp"   // its sums and levels
#include "feature/detail/motion_series.hpp"    // the statistics of one series of motion
#include "feature/detail/window_spectrum.hpp"  // the spectrum of a channel of a window
