//! The OpenAPI 3.1 document, made from the declared routes.

use kernel::{Lang, Word};
use utoipa::openapi::path::{OperationBuilder, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, HttpMethod, InfoBuilder, OpenApi, OpenApiBuilder, PathsBuilder, Ref, RefOr,
    Required, Response, ResponseBuilder, Schema,
};
use utoipa::{PartialSchema, ToSchema};

use crate::{Access, Problem, Route};

type Schemas = Vec<(String, RefOr<Schema>)>;

/// What the document says about one door.
#[derive(Clone)]
pub struct Doc {
    /// The slice: `applications`.
    pub tag: &'static str,
    pub summary: &'static str,
    body: Option<RefOr<Schema>>,
    answer: Option<RefOr<Schema>>,
    schemas: Schemas,
    query: Vec<(&'static str, &'static str)>,
    takes_file: bool,
    hands_out_file: bool,
    creates: bool,
    answers_pdf: bool,
    /// Media types of the file it makes.
    answers_files: &'static [&'static str],
}

impl Doc {
    pub fn new(tag: &'static str, summary: &'static str) -> Doc {
        Doc {
            tag,
            summary,
            body: None,
            answer: None,
            schemas: Vec::new(),
            query: Vec::new(),
            takes_file: false,
            hands_out_file: false,
            creates: false,
            answers_pdf: false,
            answers_files: &[],
        }
    }
    /// The JSON the door takes.
    pub fn body<T: ToSchema>(mut self) -> Doc {
        self.body = Some(self.refer::<T>());
        self
    }
    /// The JSON it answers with.
    pub fn answer<T: ToSchema>(mut self) -> Doc {
        self.answer = Some(self.refer::<T>());
        self
    }
    /// It answers with a list of these.
    pub fn answers<T: ToSchema>(mut self) -> Doc {
        let one = self.refer::<T>();
        self.answer = Some(utoipa::openapi::ArrayBuilder::new().items(one).build().into());
        self
    }
    /// Query parameters with what they mean; they come on top of those named before.
    pub fn query(mut self, query: &'static [(&'static str, &'static str)]) -> Doc {
        self.query.extend_from_slice(query);
        self
    }
    /// The body is a file, see [`FileBody`](crate::FileBody).
    pub fn file(mut self) -> Doc {
        self.takes_file = true;
        self
    }
    /// It answers with a stored file, see [`download`](crate::download).
    pub fn hands_out_file(mut self) -> Doc {
        self.hands_out_file = true;
        self
    }
    /// It makes something new and answers 201 with its address; 200 where what was asked for is there already.
    pub fn creates(mut self) -> Doc {
        self.creates = true;
        self
    }
    /// It answers with a PDF, in the language that the request asks for.
    pub fn pdf(mut self) -> Doc {
        self.answers_pdf = true;
        self
    }
    /// It answers with a file it makes, of one of these media types.
    pub fn hands_out(mut self, media_types: &'static [&'static str]) -> Doc {
        self.answers_files = media_types;
        self
    }
    fn refer<T: ToSchema>(&mut self) -> RefOr<Schema> {
        let name = T::name().into_owned();
        self.schemas.push((name.clone(), <T as PartialSchema>::schema()));
        T::schemas(&mut self.schemas);
        RefOr::Ref(Ref::from_schema_name(name))
    }
}

/// Names that stand for two different things: where there is one, the document lies about one of them.
pub fn clashes(routes: &[Route]) -> Vec<String> {
    let mut known = std::collections::BTreeMap::new();
    let all = routes.iter().filter_map(|route| route.doc.as_ref()).flat_map(|doc| doc.schemas.iter());
    let mut found: Vec<String> = all
        .filter_map(|(name, schema)| {
            let text = serde_json::to_string(schema).unwrap_or_default();
            let first = known.entry(name.clone()).or_insert_with(|| text.clone());
            (*first != text).then(|| name.clone())
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

/// The document of all routes that have a [`Doc`].
pub fn document(routes: &[Route], base_url: &str) -> OpenApi {
    let mut components = ComponentsBuilder::new()
        .schema("Problem", <Problem as PartialSchema>::schema())
        .security_scheme("token", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    let mut extra = Schemas::new();
    Problem::schemas(&mut extra);
    let mut paths = PathsBuilder::new();
    for (route, doc) in routes.iter().filter_map(|r| Some((r, r.doc.as_ref()?))) {
        extra.extend(doc.schemas.clone());
        paths = paths.path(&route.path, PathItem::new(method(route), operation(route, doc).build()));
    }
    for (name, schema) in extra {
        components = components.schema(name, schema);
    }
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new().title("Xieyu 协育").version("1").description(Some(
                kernel::say(
                    "产学合作协同育人项目平台接口",
                    "API of the industry-university collaborative education programme",
                )
                .get(Lang::En),
            )),
        )
        .servers(Some([utoipa::openapi::Server::new(base_url)]))
        .paths(paths)
        .components(Some(components.build()))
        .build()
}

fn method(route: &Route) -> HttpMethod {
    match route.method.as_str() {
        "POST" => HttpMethod::Post,
        "PUT" => HttpMethod::Put,
        "DELETE" => HttpMethod::Delete,
        "PATCH" => HttpMethod::Patch,
        _ => HttpMethod::Get,
    }
}

fn operation(route: &Route, doc: &Doc) -> OperationBuilder {
    let id: String = format!("{} {}", route.method, route.path)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    let mut operation =
        OperationBuilder::new().tag(doc.tag).summary(Some(doc.summary)).operation_id(Some(id.to_lowercase()));
    for name in route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
        operation = operation.parameter(parameter(name, ParameterIn::Path, None));
    }
    for (name, meaning) in &doc.query {
        operation = operation.parameter(parameter(name, ParameterIn::Query, Some(meaning)));
    }
    if let Some(body) = &doc.body {
        let content = ContentBuilder::new().schema(Some(body.clone())).build();
        operation = operation.request_body(Some(
            RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True)).build(),
        ));
    }
    if doc.takes_file {
        operation = operation.parameter(file_name()).request_body(Some(file_content()));
    }
    let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    if doc.creates {
        operation = operation.response("201", done("made; its address is in the header location", doc));
    }
    operation = operation.response("200", done("done", doc)).response(
        "default",
        ResponseBuilder::new().description("a problem (RFC 9457)").content("application/problem+json", problem).build(),
    );
    if let Access::Token(scope) = route.access {
        operation = operation.security(SecurityRequirement::new("token", [scope]));
    }
    operation
}

fn done(description: &str, doc: &Doc) -> Response {
    let mut response = ResponseBuilder::new().description(description);
    if doc.hands_out_file {
        // Bytes: in OpenAPI 3.1 a body without a schema is binary.
        for kind in files::Kind::ALL {
            response = response.content(kind.media_type(), ContentBuilder::new().build());
        }
    }
    if doc.answers_pdf {
        response = response.content("application/pdf", ContentBuilder::new().build());
    }
    for media_type in doc.answers_files {
        response = response.content(*media_type, ContentBuilder::new().build());
    }
    if let Some(answer) = &doc.answer {
        response = response.content("application/json", ContentBuilder::new().schema(Some(answer.clone())).build());
    }
    response.build()
}

fn file_name() -> Parameter {
    let meaning = "name of the file, percent-encoded UTF-8; or ?name= in the address";
    parameter(crate::file_body::NAME_HEADER, ParameterIn::Header, Some(meaning))
}

/// The bytes themselves. In OpenAPI 3.1 a body without a schema is binary.
fn file_content() -> RequestBody {
    RequestBodyBuilder::new()
        .description(Some("the file itself"))
        .content("application/octet-stream", ContentBuilder::new().build())
        .required(Some(Required::True))
        .build()
}

/// The parts of addresses that are ids; the others are numbers, codes and words.
const IDS: [&str; 9] = ["id", "file", "outcome", "event", "hall", "session", "speaker", "release", "row"];

fn parameter(name: &str, place: ParameterIn, meaning: Option<&str>) -> Parameter {
    let is_part = matches!(place, ParameterIn::Path);
    let is_id = is_part && IDS.contains(&name);
    let format = is_id.then_some(SchemaFormat::KnownFormat(KnownFormat::Uuid));
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(if is_part { Required::True } else { Required::False })
        .description(meaning)
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).format(format).build()))
        .build()
}
