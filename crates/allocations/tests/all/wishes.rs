use allocations::Wanted;
use kernel::{Actor, ApplicationId, Refusal};

use crate::world::{ALL, World};

fn order(w: &World, actor: &Actor, ids: &[ApplicationId]) -> Result<Vec<ApplicationId>, Refusal> {
    let (actor, guideline, ids) = (actor.clone(), w.guideline, ids.to_vec());
    w.act(move |tx| Ok(allocations::order_wishes(tx, &actor, guideline, &ids)?.into_iter().map(|it| it.id).collect()))
}

testing::both_databases! {
    with ALL;

    fn who_wants_another_item_more_gets_that_one(w: World) {
        let pi = w.teacher(1);
        let (first, second) = (w.passed(&pi, w.one, Some(80)), w.passed(&pi, w.two, Some(80)));
        let selected = |w: &World| {
            let (actor, guideline) = (w.cast.zhao_lei.clone(), w.guideline);
            w.act(move |tx| {
                let round = allocations::prepare(tx, &actor, guideline, &Wanted::new())?;
                let view = allocations::load(tx, &actor, round.id)?;
                Ok(view.items.iter().flat_map(|it| &it.selected).map(|it| (it.application_id, it.choice)).collect::<Vec<_>>())
            })
            .unwrap()
        };
        assert_eq!(selected(&w), [(first, 1)]);
        assert_eq!(order(&w, &pi, &[second, first]).unwrap(), [second, first]);
        assert_eq!(selected(&w), [(second, 1)]);
    }

    fn all_applications_are_named_once_and_nobody_orders_for_others(w: World) {
        let pi = w.teacher(1);
        let (first, second) = (w.passed(&pi, w.one, Some(80)), w.passed(&pi, w.two, Some(80)));
        let others = w.passed(&w.teacher(2), w.two, Some(80));
        for wrong in [vec![first], vec![first, first], vec![first, second, others]] {
            assert_eq!(order(&w, &pi, &wrong).unwrap_err().breaches().len(), 1);
        }
        assert!(matches!(order(&w, &w.cast.zhao_lei, &[first, second]), Err(Refusal::NotFound)));
    }
}
