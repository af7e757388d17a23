//! Writing, approving, publishing.

use kernel::{Lang, Refusal, RowId};
use news::actions::{self as n, NewsDraft, PhotoDraft};
use news::kinds::Standing::{Approved, Draft, Missing};
use news::state::{State, Step};
use news::store;

use crate::world::{MIGRATIONS, PNG, World, draft, words};

testing::both_databases! {
    with MIGRATIONS;

    fn a_text_is_published_once_a_language_is_approved(w: World) {
        let news = w.written(draft("开幕"));
        assert_eq!((news.standing_zh, news.standing_en, news.state), (Draft, Missing, State::Draft));
        assert!(matches!(w.step(news.id, Step::Publish), Err(Refusal::Breaches(_))));
        assert!(matches!(w.approve(&news, Lang::En), Err(Refusal::Breaches(_))), "there is no English text");
        assert_eq!(w.approve(&news, Lang::Zh).unwrap().standing_zh, Approved);
        assert!(matches!(w.approve(&news, Lang::Zh), Err(Refusal::Overtaken)), "another window saw an older text");
        let public = w.step(news.id, Step::Publish).unwrap();
        assert!(public.state == State::Published && public.published_at.is_some());
        assert_eq!(public.told(Lang::En).map(|told| (told.lang, told.title)), Some((Lang::Zh, "开幕")));
        assert!(matches!(w.step(news.id, Step::Publish), Err(Refusal::NotOpen { .. })));
        assert_eq!(w.step(news.id, Step::Withdraw).unwrap().state, State::Withdrawn);
        assert_eq!(w.step(news.id, Step::Publish).unwrap().state, State::Published);
    }

    fn a_change_never_leaves_the_public_without_an_approved_text(w: World) {
        let news = w.published(draft("开幕"));
        let other = NewsDraft { body: words("改过的正文。", ""), ..draft("开幕") };
        assert!(matches!(w.edit(news.id, news.revision, other.clone()), Err(Refusal::Breaches(_))));
        // With an approved English text the public reads that one meanwhile.
        let both = NewsDraft { title: words("开幕", "Opening"), body: words("第一段。\n\n第二段。", "One."), ..draft("开幕") };
        let news = w.edit(news.id, news.revision, both).unwrap();
        assert_eq!((news.standing_zh, news.standing_en), (Approved, Draft));
        let news = w.approve(&news, Lang::En).unwrap();
        let changed = NewsDraft { title: words("开幕", "Opening"), body: words("改过的正文。", "One."), ..other };
        let news = w.edit(news.id, news.revision, changed).unwrap();
        assert_eq!((news.standing_zh, news.standing_en), (Draft, Approved));
        assert_eq!(news.told(Lang::Zh).map(|told| told.title.to_owned()).as_deref(), Some("Opening"));
    }

    fn what_cannot_be_meant_is_refused_with_its_field(w: World) {
        let fields = |draft: NewsDraft| {
            let office = w.office();
            let refusal = w.write(move |tx| n::create(tx, &office, &draft)).unwrap_err();
            refusal.breaches().iter().map(|breach| breach.field.clone()).collect::<Vec<_>>()
        };
        assert_eq!(fields(draft(" ")), ["title_zh"]);
        assert_eq!(fields(draft(&"长".repeat(201))), ["title_zh"]);
        assert_eq!(fields(NewsDraft { meeting_id: Some(kernel::MeetingId::nil()), ..draft("开幕") }), ["meeting_id"]);
        let (teacher, fine) = (w.cast.lin_mei.clone(), draft("开幕"));
        assert!(matches!(w.write(move |tx| n::create(tx, &teacher, &fine)), Err(Refusal::Forbidden { .. })));
    }

    fn photos_keep_their_order_and_need_a_caption(w: World) {
        let news = w.written(draft("开幕"));
        let stored = w.files.put_now(PNG, "a.png", &files::Limits { kinds: &[files::Kind::Png], ..files::Limits::default() }).unwrap();
        let add = |caption: &str| {
            let (office, stored, draft) = (w.office(), stored.clone(), PhotoDraft { caption: words(caption, ""), credit: String::new() });
            w.write(move |tx| n::add_photo(tx, &office, news.id, &stored, &draft))
        };
        assert_eq!(add("").unwrap_err().breaches()[0].field, "caption_zh");
        let (first, second) = (add("一").unwrap(), add("二").unwrap());
        let captions = || -> Vec<String> {
            let all = w.base.db.read_now(move |tx| store::photos(tx, news.id)).map_err(|e: db::DbError| e).unwrap();
            all.into_iter().map(|it| it.caption_zh).collect()
        };
        assert_eq!(captions(), ["一", "二"]);
        let (office, changed) = (w.office(), PhotoDraft { caption: words("壹", "One"), credit: "摄影".into() });
        w.write(move |tx| n::caption(tx, &office, (news.id, first.id), &changed)).unwrap();
        assert_eq!(captions(), ["壹", "二"]);
        let other = w.written(draft("别的"));
        let office = w.office();
        let wrong = w.write(move |tx| n::remove_photo(tx, &office, (other.id, second.id)));
        assert!(matches!(wrong, Err(Refusal::NotFound)));
        let office = w.office();
        w.write(move |tx| n::remove_photo(tx, &office, (news.id, second.id))).unwrap();
        assert_eq!(captions(), ["壹"]);
        let left = w.base.db.read_now(move |tx| files::list_for(tx, "news", RowId(news.id.0))).map_err(|e: db::DbError| e).unwrap();
        assert_eq!(left.len(), 1);
    }
}
