//! What a channel shows: playlists and objects for players, health for the console.

use super::Channel;
use crate::Micros;
use crate::author::{self, Line, MediaPlaylist, VariantLine};
use crate::content::Blob;
use crate::feed::Lengths;
use crate::rendition::Rendition;
use crate::state::State;

/// What the console reads of a rendition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    pub rendition: String,
    pub shown: Option<usize>,
    pub lengths: Lengths,
    pub has_video: bool,
    /// Bits per second at most.
    pub peak: u64,
    pub listed: usize,
    pub held_bytes: usize,
}

impl Channel {
    /// The names of the renditions with something to play.
    pub fn playable(&self) -> impl Iterator<Item = &str> {
        self.renditions.iter().filter(|(_, it)| !it.held.is_empty()).map(|(name, _)| name.as_str())
    }

    /// The media playlist of a rendition; an empty one where there is nothing to play yet.
    pub fn media_playlist(&self, rendition: &str) -> String {
        let ended = self.state == State::Ended;
        let prefix = format!("{rendition}/");
        match self.renditions.get(rendition) {
            Some(it) => playlist_of(it.listed(), &prefix, it.target, it.passed_breaks, ended),
            None => playlist_of([].iter(), &prefix, 0, 0, false),
        }
    }

    /// The master playlist: every rendition with something to play.
    pub fn master_playlist(&self) -> String {
        let line = |(name, it): (&String, &Rendition)| VariantLine {
            address: format!("{name}.m3u8"),
            bandwidth: it.peak,
            codecs: it.codecs.clone().or_else(|| it.is_audio().then(|| "mp4a.40.2".to_owned())),
            resolution: it.resolution,
        };
        let playable = self.renditions.iter().filter(|(_, it)| !it.held.is_empty());
        author::master(&playable.map(line).collect::<Vec<_>>())
    }

    /// The first rendition without a picture, where there is one.
    pub fn audio_only(&self) -> Option<&str> {
        self.renditions.iter().find(|(_, it)| !it.held.is_empty() && it.is_audio()).map(|(name, _)| name.as_str())
    }

    /// Everything players may fetch: rendition, name below it, and bytes.
    pub fn objects(&self) -> impl Iterator<Item = (&str, String, &Blob)> {
        self.renditions.iter().flat_map(|(name, it)| {
            it.held.iter().flat_map(move |held| {
                let line = &held.line;
                let own =
                    held.blob.as_ref().map(|blob| (author::segment_name(line.epoch, line.number, line.is_ts), blob));
                let init = held.init.as_ref().map(|init| (author::init_name(&init.hash()), init));
                own.into_iter().chain(init).map(move |(file, blob)| (name.as_str(), file, blob))
            })
        })
    }

    /// What the console shows of each rendition.
    pub fn health(&self) -> Vec<Health> {
        let health = |(name, it): (&String, &Rendition)| Health {
            rendition: name.clone(),
            shown: it.shown,
            lengths: it.lengths(),
            has_video: !it.is_audio(),
            peak: it.peak,
            listed: it.held.len() - it.unlisted,
            held_bytes: it.held.iter().filter_map(|held| held.blob.as_ref()).map(|blob| blob.bytes.len()).sum(),
        };
        self.renditions.iter().map(health).collect()
    }

    /// When what players can see last ends, by programme time.
    pub fn edge(&self) -> Option<Micros> {
        self.renditions.values().filter_map(Rendition::end).max()
    }
}

impl Rendition {
    fn is_audio(&self) -> bool {
        !self.feeds.iter().any(|feed| feed.has_video) && self.feeds.iter().any(|feed| feed.lengths().segment.is_some())
    }
}

fn playlist_of<'l>(
    lines: impl Iterator<Item = &'l Line> + Clone,
    prefix: &str,
    target: i64,
    passed_breaks: u64,
    ended: bool,
) -> String {
    MediaPlaylist { prefix, lines, target: target.max(2), discontinuity_sequence: passed_breaks, ended, whole: false }
        .text()
}
