//! Odd figures: whatever is accepted makes a file that veraPDF passes and qpdf finds nothing wrong with; what is not
//! sound is refused. The figures stand in few leaflets, so that each tool is called once.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use careleaf::figure::{ColorSpace, Figure, Raster};
use careleaf::paged::pdf;
use careleaf::printing::{Colors, Printing};
use png::{BitDepth, ColorType};

use crate::pngs::{Recipe, interlaced, profile, with_chunk};
use crate::sound_library::{FIRST, SoundLibrary, laid_out, printed};

/// A figure, by the name of its file.
struct Odd {
    name: String,
    bytes: Vec<u8>,
}

impl Odd {
    fn png(name: &str, bytes: Vec<u8>) -> Odd {
        Odd {
            name: format!("{name}.png"),
            bytes,
        }
    }

    fn svg(name: &str, inside: &str) -> Odd {
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
             viewBox=\"0 0 120 60\" font-size=\"14\">{inside}</svg>"
        );
        Odd {
            name: format!("{name}.svg"),
            bytes: text.into_bytes(),
        }
    }

    fn read(&self) -> Option<Figure> {
        let read = if self.name.ends_with(".svg") {
            Figure::from_svg
        } else {
            Figure::from_png
        };
        read(self.bytes.clone()).ok()
    }
}

/// Every colour type in every depth, with every kind of transparency, in one pass and in seven.
fn sound_pngs() -> Vec<Odd> {
    use BitDepth::{Eight, Four, One, Sixteen, Two};
    let kinds: [(ColorType, &[BitDepth], usize); 5] = [
        (ColorType::Grayscale, &[One, Two, Four, Eight, Sixteen], 2),
        (ColorType::Rgb, &[Eight, Sixteen], 6),
        (ColorType::Indexed, &[One, Two, Four, Eight], 1),
        (ColorType::GrayscaleAlpha, &[Eight, Sixteen], 0),
        (ColorType::Rgba, &[Eight, Sixteen], 0),
    ];
    let mut figures = Vec::new();
    for (color, depths, transparency) in kinds {
        for depth in depths {
            let name = format!("{color:?}-{depth:?}");
            let recipe = Recipe::new(color, *depth);
            figures.push(Odd::png(&name, recipe.encode()));
            figures.push(Odd::png(&format!("{name}-interlaced"), interlaced(&recipe)));
            if transparency > 0 {
                let transparency = Some(vec![0; transparency]);
                let recipe = Recipe {
                    transparency,
                    ..recipe
                };
                figures.push(Odd::png(&format!("{name}-transparent"), recipe.encode()));
            }
        }
    }
    figures
}

/// Pictures with a profile, and whether it is kept.
fn pngs_with_profiles() -> Vec<(Odd, bool)> {
    let sound = profile(2, b"mntr", b"RGB ");
    let grey = profile(4, b"mntr", b"GRAY");
    let mut long = sound.clone();
    long.push(0);
    let rgb = ColorType::Rgb;
    let cases = [
        ("rgb", rgb, sound.clone(), true),
        ("scanner", rgb, profile(4, b"scnr", b"RGB "), true),
        ("space", rgb, profile(2, b"spac", b"RGB "), true),
        ("grey", ColorType::Grayscale, grey.clone(), true),
        ("palette", ColorType::Indexed, sound.clone(), true),
        ("alpha", ColorType::Rgba, sound.clone(), true),
        ("grey-for-rgb", rgb, grey, false),
        (
            "rgb-for-grey",
            ColorType::GrayscaleAlpha,
            sound.clone(),
            false,
        ),
        ("abstract", rgb, profile(2, b"abst", b"RGB "), false),
        ("device-link", rgb, profile(2, b"link", b"RGB "), false),
        ("named", rgb, profile(2, b"nmcl", b"RGB "), false),
        ("hsv", rgb, profile(2, b"mntr", b"HSV "), false),
        ("lab", rgb, profile(2, b"mntr", b"Lab "), false),
        ("cmyk", rgb, profile(2, b"prtr", b"CMYK"), false),
        ("version-5", rgb, profile(5, b"mntr", b"RGB "), false),
        ("short", rgb, sound[..200].to_vec(), false),
        ("long", rgb, long, false),
        ("header-alone", rgb, sound[..128].to_vec(), false),
        ("noise", rgb, vec![0xA5; 500], false),
        ("empty", rgb, Vec::new(), false),
    ];
    let odd = cases.map(|(name, color, profile, is_kept)| {
        let profile = Some(profile);
        let recipe = Recipe {
            profile,
            ..Recipe::new(color, BitDepth::Eight)
        };
        (
            Odd::png(&format!("profile-{name}"), recipe.encode()),
            is_kept,
        )
    });
    odd.into()
}

/// Damaged files, each of which is refused.
fn broken_pngs() -> Vec<Odd> {
    let indexed = Recipe::new(ColorType::Indexed, BitDepth::Eight);
    let plain = indexed.encode();
    let transparent = Recipe {
        transparency: Some(vec![1; 4]),
        ..Recipe::new(ColorType::Indexed, BitDepth::Two)
    }
    .encode();
    let palette = |content: &[u8]| with_chunk(&plain, b"PLTE", Some(content));
    let mut cases = vec![
        ("palette-short", palette(&[0, 0xB4, 0xA3, 0xAE])),
        ("palette-empty", palette(&[])),
        ("palette-long", palette(&[1; 259 * 3])),
        ("palette-missing", with_chunk(&plain, b"PLTE", None)),
        (
            "transparency-long",
            with_chunk(&transparent, b"tRNS", Some(&[0; 200])),
        ),
        ("data-empty", with_chunk(&plain, b"IDAT", Some(&[]))),
        (
            "data-noise",
            with_chunk(&plain, b"IDAT", Some(&[0x78, 1, 9, 9, 9])),
        ),
        (
            "header-short",
            with_chunk(&plain, b"IHDR", Some(&[0, 0, 0, 9])),
        ),
        (
            "no-size",
            with_chunk(
                &plain,
                b"IHDR",
                Some(&[0, 0, 0, 0, 0, 0, 0, 9, 8, 3, 0, 0, 0]),
            ),
        ),
        (
            "depth-3",
            with_chunk(
                &plain,
                b"IHDR",
                Some(&[0, 0, 0, 60, 0, 0, 0, 60, 3, 3, 0, 0, 0]),
            ),
        ),
    ];
    cases.push(("half", plain[..plain.len() / 2].to_vec()));
    let cases = cases.into_iter();
    cases.map(|(name, bytes)| Odd::png(name, bytes)).collect()
}

const SHAPES: &str = "<rect id=\"box\" width=\"40\" height=\"30\"/>";

/// Drawings with one feature each.
fn sound_svgs() -> Vec<Odd> {
    let gradient = "<linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"#fff\"/><stop offset=\"1\" stop-color=\"#008\" stop-opacity=\".5\"/></linearGradient>";
    let pattern = "<pattern id=\"p\" width=\"10\" height=\"10\" patternUnits=\"userSpaceOnUse\"><circle cx=\"5\" cy=\"5\" r=\"2\"/></pattern>";
    let clipped = |depth: usize| {
        let clip = "<clipPath id=\"c\"><rect width=\"50\" height=\"50\"/></clipPath>";
        let open = "<g clip-path=\"url(#c)\" transform=\"scale(.99)\">".repeat(depth);
        format!("{clip}{open}{SHAPES}{}", "</g>".repeat(depth))
    };
    let nested = |depth: usize, attributes: &str| {
        let open = format!("<g {attributes}>").repeat(depth);
        format!("{open}{SHAPES}{}", "</g>".repeat(depth))
    };
    let cases = [
        ("plain", SHAPES.to_owned()),
        ("gradient", format!("{gradient}<rect width=\"99\" height=\"50\" fill=\"url(#g)\"/>")),
        ("gradient-stroke", format!("{gradient}<circle cx=\"50\" cy=\"30\" r=\"20\" fill=\"none\" stroke=\"url(#g)\" stroke-width=\"5\"/>")),
        ("radial", "<radialGradient id=\"r\" fx=\".2\"><stop stop-color=\"red\"/><stop offset=\".5\" stop-color=\"#fff\"/><stop offset=\"1\" stop-color=\"navy\"/></radialGradient><rect width=\"99\" height=\"50\" fill=\"url(#r)\"/>".to_owned()),
        ("gradient-of-gradient", format!("{gradient}<radialGradient id=\"r\" xlink:href=\"#g\" gradientTransform=\"rotate(30)\"/><rect width=\"99\" height=\"50\" fill=\"url(#r)\"/>")),
        ("pattern", format!("{pattern}<rect width=\"99\" height=\"50\" fill=\"url(#p)\"/>")),
        ("pattern-in-pattern", format!("{pattern}<pattern id=\"q\" width=\".5\" height=\".5\"><rect width=\"30\" height=\"30\" fill=\"url(#p)\"/></pattern><rect width=\"99\" height=\"50\" fill=\"url(#q)\"/>")),
        ("clip", clipped(1)),
        ("clips-20", clipped(19)),
        ("clip-of-clip", "<clipPath id=\"a\"><circle cx=\"20\" cy=\"20\" r=\"20\"/></clipPath><clipPath id=\"c\" clip-path=\"url(#a)\"><rect width=\"50\" height=\"20\" clip-rule=\"evenodd\"/><rect width=\"9\" height=\"50\"/></clipPath><rect width=\"99\" height=\"50\" clip-path=\"url(#c)\"/>".to_owned()),
        ("mask", "<mask id=\"m\"><rect width=\"60\" height=\"40\" fill=\"#999\"/></mask><rect width=\"99\" height=\"50\" mask=\"url(#m)\"/>".to_owned()),
        ("mask-alpha", "<mask id=\"m\" mask-type=\"alpha\"><rect width=\"60\" height=\"40\" opacity=\".5\"/></mask><rect width=\"99\" height=\"50\" mask=\"url(#m)\"/>".to_owned()),
        ("opacity", nested(30, "opacity=\".99\"")),
        ("groups-60", nested(58, "transform=\"rotate(1)\"")),
        ("blend", nested(2, "style=\"mix-blend-mode:multiply;isolation:isolate\"")),
        ("dashes", "<path d=\"M0 0L120 60\" stroke=\"#000\" stroke-width=\"2\" stroke-dasharray=\"3 2 1\" stroke-dashoffset=\"-2\" stroke-linecap=\"round\" stroke-linejoin=\"bevel\"/>".to_owned()),
        ("markers", "<marker id=\"k\" markerWidth=\"5\" markerHeight=\"5\" orient=\"auto-start-reverse\" overflow=\"visible\"><path d=\"M0 0L5 5L0 5Z\" fill=\"context-stroke\"/></marker><polyline points=\"5,5 50,30 90,10\" fill=\"none\" stroke=\"#00f\" marker-start=\"url(#k)\" marker-mid=\"url(#k)\" marker-end=\"url(#k)\"/>".to_owned()),
        ("symbol", format!("<symbol id=\"s\" viewBox=\"0 0 40 30\" preserveAspectRatio=\"xMinYMax slice\">{SHAPES}</symbol><use href=\"#s\" x=\"20\" width=\"50\" height=\"60\"/><use xlink:href=\"#box\" transform=\"translate(60) skewX(10)\"/>")),
        ("svg-in-svg", format!("<svg x=\"10\" y=\"5\" width=\"50%\" height=\"1cm\" viewBox=\"0 0 40 30\">{SHAPES}</svg>")),
        ("curves", "<path d=\"M0,0 a10,5 30 0 1 20,20 q 5 5 10 0 t 5 5 s 1-2 3 4 c1 2 3 4 5 6 h3 v-4 z\" stroke=\"blue\" fill-rule=\"evenodd\"/>".to_owned()),
        ("thin", "<path d=\"M0 9H99\" stroke=\"#000\" stroke-width=\".001\"/>".to_owned()),
        ("point", "<path d=\"M9 9h0\" stroke=\"#000\" stroke-width=\"5\" stroke-linecap=\"round\"/>".to_owned()),
        ("hidden", format!("{SHAPES}<rect width=\"9\" height=\"9\" display=\"none\"/><rect width=\"9\" height=\"9\" visibility=\"hidden\"/>")),
        ("far", "<path d=\"M-999999 -999999L999999 999999\" stroke=\"#000\"/>".to_owned()),
        ("colours", ["#123", "#1234", "#112233", "#11223344", "rgb(1,2,3)", "rgb(10% 20% 30%)", "rgba(1,2,3,.5)", "hsl(120deg 50% 20%)", "hwb(90 10% 20%)", "transparent", "darkslategray", "currentColor"].map(|color| format!("<rect width=\"99\" height=\"9\" fill=\"{color}\" color=\"navy\"/>")).concat()),
        ("style", format!("<style>.a, rect:first-child > g {{ fill: #123; stroke: none }} /* so */ #box {{ opacity: 50% }}</style>{SHAPES}<circle class=\"a b\" style=\"stroke : red ; stroke-width:2px\" r=\"9\"/>")),
        ("text", "<text x=\"5\" y=\"30\" font-family=\"Arial, sans-serif\">Take <tspan dy=\"2\" font-weight=\"700\">two</tspan></text>".to_owned()),
        ("text-outlined", "<text x=\"5\" y=\"30\" stroke=\"#fff\" stroke-width=\"2\" paint-order=\"stroke\" letter-spacing=\"1\">Two</text>".to_owned()),
        ("text-decorated", "<text x=\"60\" y=\"30\" text-anchor=\"middle\" text-decoration=\"underline\" textLength=\"80\" rotate=\"5\">Two</text>".to_owned()),
        ("text-on-path", "<path id=\"t\" d=\"M5 50 C 40 20 80 20 110 50\" fill=\"none\"/><text><textPath href=\"#t\" startOffset=\"10%\">along a path</textPath></text>".to_owned()),
        ("text-gradient", "<linearGradient id=\"g\"><stop stop-color=\"#000\"/><stop offset=\"1\" stop-color=\"#008\"/></linearGradient><text x=\"5\" y=\"30\" fill=\"url(#g)\">Two</text>".to_owned()),
        ("text-other-scripts", "<text x=\"5\" y=\"25\">قلم</text><text x=\"50\" y=\"25\">কলম</text><text x=\"5\" y=\"50\">ਕਲਮ</text>".to_owned()),
        ("text-empty", format!("{SHAPES}<text x=\"5\" y=\"50\"> </text><text/>")),
        ("text-white", "<rect width=\"120\" height=\"60\" fill=\"#0b3d6e\"/><text x=\"5\" y=\"30\" fill=\"#fff\">Two</text>".to_owned()),
        ("text-invisible", format!("{SHAPES}<text x=\"5\" y=\"50\" visibility=\"hidden\">Two</text>")),
    ];
    let cases = cases.into_iter();
    cases
        .map(|(name, inside)| Odd::svg(name, &inside))
        .collect()
}

/// Drawings that are refused, or accepted and then sound.
fn doubtful_svgs() -> Vec<Odd> {
    let number =
        |attribute: &str| format!("{SHAPES}<path d=\"M0 0L9 9\" stroke=\"#000\" {attribute}/>");
    let spread = |how: &str| {
        format!(
            "<linearGradient id=\"g\" x2=\".1\" spreadMethod=\"{how}\"><stop stop-color=\"#fff\"/><stop offset=\"1\"/></linearGradient><rect width=\"99\" height=\"50\" fill=\"url(#g)\"/>"
        )
    };
    let cases = [
        ("number-width", number("stroke-width=\"1e9\"")),
        ("number-dash", number("stroke-dasharray=\"99999999999\"")),
        ("number-miter", number("stroke-miterlimit=\"3e9\"")),
        ("number-scale", number("transform=\"scale(9223372036854775807)\"")),
        ("number-scales", format!("<g transform=\"scale(90000)\"><g transform=\"scale(90000)\">{SHAPES}</g></g>")),
        ("number-tiny", number("transform=\"scale(1e-30)\"")),
        ("number-small", number("transform=\"scale(1e-5)\"")),
        ("number-point", "<path d=\"M0 2147483648L5 5Z\"/>".to_owned()),
        ("number-infinite", "<path d=\"M0 1e400L5 5Z\"/>".to_owned()),
        ("number-dashes", number("stroke-dasharray=\".00001\"")),
        ("number-gradient", "<linearGradient id=\"g\" gradientUnits=\"userSpaceOnUse\" x2=\"2147483648\"><stop stop-color=\"#fff\"/><stop offset=\"1\"/></linearGradient><rect width=\"99\" height=\"50\" fill=\"url(#g)\"/>".to_owned()),
        ("number-pattern", "<pattern id=\"p\" width=\"4294967296\" height=\"10\" patternUnits=\"userSpaceOnUse\"><circle r=\"2\"/></pattern><rect width=\"99\" height=\"50\" fill=\"url(#p)\"/>".to_owned()),
        ("number-spacing", "<text x=\"5\" y=\"30\" letter-spacing=\"1e10\">Two</text>".to_owned()),
        ("number-use", format!("{SHAPES}<use href=\"#box\" x=\"99999999999999999999\"/>")),
        ("spread-reflect", spread("reflect")),
        ("spread-repeat", spread("repeat")),
        ("radial-inner", "<radialGradient id=\"g\" fr=\".2\"><stop stop-color=\"#fff\"/><stop offset=\"1\"/></radialGradient><rect width=\"99\" height=\"50\" fill=\"url(#g)\"/>".to_owned()),
        ("clips-40", "<g clip-path=\"url(#c)\">".repeat(40) + "<clipPath id=\"c\"><rect width=\"50\" height=\"50\"/></clipPath>" + SHAPES + &"</g>".repeat(40)),
        ("svgs-40", "<svg width=\"50\" height=\"50\">".repeat(40) + SHAPES + &"</svg>".repeat(40)),
        ("text-private", "<text x=\"5\" y=\"30\">\u{E000}</text>".to_owned()),
        ("text-mark", "<text x=\"5\" y=\"30\">\u{FEFF}a\u{AD}\u{200B}b</text>".to_owned()),
    ];
    let cases = cases.into_iter();
    cases
        .map(|(name, inside)| Odd::svg(name, &inside))
        .collect()
}

/// The sample library with figures, one after the other, in its first section.
fn with_figures(figures: &[&Odd]) -> SoundLibrary {
    let library = SoundLibrary::write();
    let mut text = String::new();
    for figure in figures {
        text += &format!("![A shape.]({0} \"Figure {0}\")\n\n", figure.name);
        library.put(&format!("sample/{}", figure.name), &figure.bytes);
    }
    library.edit(FIRST, "![A plain box.](box.svg \"A box\")\n", &text)
}

#[test]
fn only_sound_profiles_for_the_colours_of_the_picture_are_kept() {
    for (odd, is_kept) in pngs_with_profiles() {
        let raster = Raster::decode(&odd.bytes).unwrap();
        assert_eq!(raster.profile.is_some(), is_kept, "{}", odd.name);
    }
}

#[test]
fn damaged_pngs_are_refused_and_sound_ones_accepted() {
    for odd in broken_pngs() {
        assert!(odd.read().is_none(), "{}", odd.name);
    }
    for odd in sound_pngs() {
        let figure = odd.read().expect(&odd.name);
        let grey = Raster::decode(&figure.bytes).unwrap().in_grey();
        assert_eq!(grey.space, ColorSpace::Grey);
        assert_eq!(grey.colors.len(), 60 * 60, "{}", odd.name);
    }
}

#[test]
fn every_figure_that_is_accepted_is_sound_in_the_file() {
    let sound: Vec<Odd> = sound_pngs().into_iter().chain(sound_svgs()).collect();
    let profiles: Vec<Odd> = pngs_with_profiles()
        .into_iter()
        .map(|(odd, _)| odd)
        .collect();
    let doubtful = doubtful_svgs();
    assert!(sound.len() + profiles.len() + doubtful.len() >= 100);
    for odd in sound.iter().chain(&profiles) {
        assert!(odd.read().is_some(), "{}", odd.name);
    }
    let accepted: Vec<&Odd> = (sound.iter().chain(&profiles).chain(&doubtful))
        .filter(|odd| odd.read().is_some())
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (number, figures) in accepted.chunks(40).enumerate() {
        let library = with_figures(figures);
        let colored = laid_out(&library, 12);
        let grey = Printing {
            colors: Colors::Grey,
            ..Printing::default()
        };
        let grey = printed(&library, 12, grey);
        for (pages, name) in [(colored, "colour"), (grey, "grey")] {
            let path = folder.path().join(format!("{name}-{number}.pdf"));
            fs::write(&path, pdf::write(&pages).expect("the figures conform")).unwrap();
            files.push(path);
        }
    }
    check_with_verapdf(&files);
    check_with_qpdf(&files);
}

fn check_with_verapdf(files: &[PathBuf]) {
    let validator = std::env::var_os("VERAPDF").filter(|command| !command.is_empty());
    let Some(validator) = validator else {
        say(
            "NOT VALIDATED: `VERAPDF` is unset, so no odd figure was checked for PDF/UA-1 and PDF/A-3a",
        );
        return;
    };
    let mut command = Command::new(validator);
    command.args(["--flavour", "ua1,3a"]).args(files);
    let output = command.output().expect("`VERAPDF` names a command");
    let verdict = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{verdict}");
    let passed = verdict.lines().filter(|line| line.starts_with("PASS"));
    assert_eq!(passed.count(), 2 * files.len(), "{verdict}");
}

fn check_with_qpdf(files: &[PathBuf]) {
    for file in files {
        let Ok(output) = Command::new("qpdf").arg("--check").arg(file).output() else {
            say("NOT CHECKED: there is no qpdf here, so no odd figure was looked at by it");
            return;
        };
        let verdict = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{verdict}");
    }
}

/// Says something past the test harness, which hides what passing tests print.
fn say(words: &str) {
    let words = format!("\n{words}\n\n");
    std::io::stderr().write_all(words.as_bytes()).unwrap();
}
