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
#include "model/model.hpp"                  // predict, predict_proba, score: what every model is
#include "model/trees.hpp"                  // tree_ensemble; predict, predict_proba, score
#include "model/trees/hoeffding_tree.hpp"   // hoeffding_tree: it learns from a stream
#include "model/trees/symmetric_trees.hpp"  // symmetric_trees: a split a level, as CatBoost
#include "model/kmeans.hpp"  // kmeans: the nearest of a few centres; learning_kmeans finds them
#include "model/gmm.hpp"     // gaussian_mixture, tied_gaussian_mixture
#include "model/linear.hpp"  // linear_model; learning_linear, learning_logistic, recursive_least_squares
#include "model/mahalanobis.hpp"  // mahalanobis, quadratic_discriminant
#include "model/naive_bayes.hpp"  // gaussian_naive_bayes; learning_naive_bayes on the chip
#include "model/knn.hpp"          // knn_classifier, knn_regressor, knn_novelty
#include "model/svm.hpp"          // svc, svr, one_class_svm: support vectors, or sums of weights
#include "model/combined/calibrated.hpp"  // calibrated: scores as probabilities, by a curve a class
#include "model/combined/stacked_columns.hpp"  // answers of models as the row of another one
#include "model/combined/voting.hpp"  // voting: models that vote, or the mean of their values
#include "model/rows.hpp"             // fixed, bounded: rows of a model in flash or in RAM
#include "model/state.hpp"            // save, restore, two_slots: what was learnt, over a reset
#include "model/scaler.hpp"           // scaler: real features onto int8_t or int16_t
#include "model/columns.hpp"          // select, scale, cast, project: rows to rows
#include "model/missing.hpp"          // impute, replace, sided: rows in which numbers are missing
#include "model/prepared.hpp"         // prepared: a model behind such stages, a model again
#include "model/trees/loaded_trees.hpp"  // loaded_trees: a bounded model in RAM
#include "model/tree_reader.hpp"         // tree_reader: fills it from a file of mote.convert
#include "model/model_reader.hpp"        // loaded: any other model in RAM; model_reader fills it
#include "model/emlearn_reader.hpp"      // emlearn_reader: or from the CSV of emlearn

// nn/ (floor 2): networks, layer by layer.
#include "nn/mlp.hpp"         // mlp: a multi-layer perceptron, a model
#include "nn/network.hpp"     // network, workspace, run: convolutions and all other layers
#include "nn/stream.hpp"      // stream, nn::recent: a network along a series, some rows a call
#include "nn/dense.hpp"       // dense, dense_sums: a layer of weights
#include "nn/activation.hpp"  // activation::relu, tanh, logistic, identity

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
#include "feature/window_statistics.hpp"    // window_statistics: any statistics of a window
#include "feature/image/pixels.hpp"         // image::to_grey, to_rgb: of RGB565, YUV422, RGB888
#include "feature/image/crop.hpp"           // image::crop: a part of a frame, line by line
#include "feature/image/box_downscale.hpp"  // image::box_downscale: means of boxes, by lines
#include "feature/image/bilinear_downscale.hpp"  // image::bilinear_downscale
#include "feature/image/normalize.hpp"  // image::normalize: pixels to int8_t, int16_t, float

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

// What the headers above are built from. A program has no need to name anything in it.
#include "internals.hpp"
