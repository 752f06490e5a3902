//! Which letters stand together in names of one language: the letters beyond a to z that its names are written with, from
//! the exemplar characters of Unicode CLDR 46, with those of its neighbours' names that are common there left out.

/// French, with names of Luxembourg.
pub(super) const FRENCH: &str = "àâæçéèêëîïôœùûüÿöä";

/// Languages whose names Windows-1252 can write. Of languages that need more letters than it has, those letters stand here
/// that it has: names that need no others are often met in its files.
pub(super) const WESTERN: [&str; 23] = [
    "äöüß",                    // German
    FRENCH,                    // French, Walloon; Luxembourgish
    "áéíñóúü",                 // Spanish
    "áâãàçéêíóôõúü",           // Portuguese
    "àçèéíïòóúü",              // Catalan
    "àèéìíîòóùú",              // Italian
    "äëïöüéèêáàâîíóôúûû",      // Dutch, Frisian, Afrikaans
    "æøåéèêóòôáäöü",           // Danish, Norwegian
    "åäöéàüáèë",               // Swedish, Finnish
    "äõöüšžåé",                // Estonian; Finnish
    "áðéíóúýþæö",              // Icelandic
    "áðíóúýæøöéå",             // Faroese
    "áéíóúàèìòù",              // Irish, Gaelic
    "áâäéêëíîïóôöúûüýàèìòùŵŷ", // Welsh
    "áéíóöúü",                 // Hungarian
    "áéíóúýäôšž",              // Czech, Slovak
    "šž",                      // Croatian, Slovene, Serbian
    "óñç",                     // Polish, Basque, Albanian
    "âçöüîûé",                 // Turkish
    "çëéè",                    // Albanian, Breton
    "âñêùüéîô",                // Breton, Romanian
    "àáâãèéêìíòóôõùúý",        // Vietnamese
    "āáàēéèīíìōóòūúùüñ",       // Pinyin, Māori
];

/// Languages whose names other encodings write, with all their letters.
pub(super) const OTHERS: [&str; 14] = [
    "ąćęłńóśźż",         // Polish
    "áčďéěíňóřšťúůýž",   // Czech
    "áäčďéíĺľňóôŕšťúýž", // Slovak
    "áéíóöőúüű",         // Hungarian
    "čćđšž",             // Croatian, Bosnian, Slovene, Serbian
    "ăâîșțşţ",           // Romanian
    "âçğıİöşüîû",        // Turkish
    "əçğıİöşü",          // Azerbaijani
    "ąčęėįšųūž",         // Lithuanian
    "āčēģīķļņōŗšūž",     // Latvian
    "äõöüšž",            // Estonian
    "ċġħżàèìòù",         // Maltese
    "ĉĝĥĵŝŭ",            // Esperanto
    "áčđŋšŧž",           // Sami
];

/// Whether one language has all the letters of `text`: those beyond a to z, in any case.
pub(super) fn is_of_one_language(text: &str, languages: &[&str]) -> bool {
    let special = || text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic());
    let letters: String = special().map(small).collect();
    let mut languages = languages.iter();
    languages.any(|language| letters.chars().all(|letter| language.contains(letter)))
}

/// The small letter; of the dotted capital of Turkish that letter itself, since its small one is an ASCII letter.
fn small(letter: char) -> char {
    if letter == 'İ' {
        return letter;
    }
    letter.to_lowercase().next().unwrap_or(letter)
}

/// How often names have a letter beyond a to z in lists of hospitals, from 1 for seldom to 4: which of several readings of
/// the same bytes is the likelier one.
pub(super) fn commonness(letter: char) -> u32 {
    match small(letter) {
        'é' | 'ü' | 'ö' | 'ä' => 4,
        'á' | 'í' | 'ó' | 'ñ' | 'ç' | 'è' | '’' => 3,
        letter
            if WESTERN[..10]
                .iter()
                .chain(&OTHERS[..9])
                .any(|it| it.contains(letter)) =>
        {
            2
        }
        _ => 1,
    }
}

/// The words of a name: what spaces, hyphens and apostrophes part.
pub(super) fn words(name: &str) -> impl Iterator<Item = &str> {
    // The ordinal signs of `Mª` and `Jº` count as letters in Unicode.
    let parts = |c: char| !c.is_alphabetic() || matches!(c, 'ª' | 'º');
    name.split(parts).filter(|word| !word.is_empty())
}
