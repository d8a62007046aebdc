//! The description of the machine interface (OpenAPI 3.1). A test holds it against the router and the answers.

use serde_json::{Value, json};

/// The description.
pub fn description() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "OpenFIU letters",
            "version": "1",
            "description": "Send letters to the office and see what became of them. Sending the same bytes under the same reference again gives the same receipt and changes nothing.",
        },
        "security": [{ "key": [] }],
        "paths": {
            "/api/v1/letters": { "get": list(), "post": send() },
            "/api/v1/letters/{id}": { "get": one() },
            "/api/v1/letters/{id}/receipt": { "get": receipt() },
            "/api/v1/openapi.json": { "get": {
                "operationId": "describe", "summary": "This description", "security": [],
                "responses": { "200": answer("The description", json!({ "type": "object" })) },
            } },
        },
        "components": {
            "securitySchemes": { "key": { "type": "http", "scheme": "bearer", "description": "A key made on the account page." } },
            "schemas": { "Problem": problem(), "Letter": letter(), "Remark": remark(), "Sent": sent() },
        },
    })
}

fn answer(description: &str, schema: Value) -> Value {
    json!({ "description": description, "content": { "application/json": { "schema": schema } } })
}

fn refers(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn refusal(description: &str) -> Value {
    json!({ "description": description, "content": { "application/problem+json": { "schema": refers("Problem") } } })
}

fn text(location: &str, name: &str, description: &str) -> Value {
    json!({ "in": location, "name": name, "required": location == "path", "description": description, "schema": { "type": "string" } })
}

fn list() -> Value {
    json!({
        "operationId": "listLetters", "summary": "Letters, newest first, 50 a page",
        "parameters": [
            text("query", "q", "Part of the reference or the file name"),
            text("query", "status", "received, with-office, accepted, accepted-with-warnings or rejected"),
            text("query", "after", "`next` of the page before"),
        ],
        "responses": {
            "200": answer("One page", json!({ "type": "object", "required": ["letters", "next"], "properties": {
                "letters": { "type": "array", "items": refers("Letter") }, "next": { "type": ["string", "null"] },
            } })),
            "400": refusal("A field is unknown or has no such value"), "401": refusal("The key is not known"),
        },
    })
}

fn send() -> Value {
    let file = json!({ "schema": { "type": "string", "format": "binary" } });
    json!({
        "operationId": "sendLetter", "summary": "Send a goAML XML file, or a ZIP file with several",
        "parameters": [
            text("query", "reference", "Your own reference, the key of safe repetition; without it one is made from the content"),
            text("query", "file_name", "Name of the file, to be shown"),
        ],
        "requestBody": { "required": true, "content": { "application/xml": file, "text/xml": file, "application/zip": file } },
        "responses": {
            "200": answer("It was here before; this is its first receipt", refers("Sent")),
            "201": answer("It is durable; this is its receipt", refers("Sent")),
            "400": refusal("The request cannot be understood, or its body is compressed or said to be in another encoding than UTF-8"),
            "401": refusal("The key is not known"),
            "403": refusal("The organisation may not send at present"),
            "409": refusal("The reference was used for other bytes"), "413": refusal("Larger than the limit"),
            "422": refusal("The reference cannot be used"), "503": refusal("Nothing was accepted; send again"),
        },
    })
}

fn one() -> Value {
    json!({
        "operationId": "letter", "summary": "How far a letter has come, with remarks and answer",
        "parameters": [text("path", "id", "Number of the letter")],
        "responses": {
            "200": answer("The letter", refers("Letter")),
            "401": refusal("The key is not known"), "404": refusal("There is no such letter of yours"),
        },
    })
}

fn receipt() -> Value {
    json!({
        "operationId": "receipt", "summary": "The signed receipt",
        "parameters": [text("path", "id", "Number of the letter")],
        "responses": {
            "200": { "description": "The receipt, as it was first given", "content": { "text/plain": { "schema": { "type": "string" } } } },
            "401": refusal("The key is not known"), "404": refusal("There is no such letter of yours"),
        },
    })
}

fn problem() -> Value {
    json!({ "type": "object", "description": "RFC 9457", "required": ["type", "title", "status", "code"], "properties": {
        "type": { "type": "string" }, "title": { "type": "string" }, "status": { "type": "integer" },
        "detail": { "type": "string" }, "code": { "type": "string", "description": "Stable" },
    } })
}

fn letter() -> Value {
    let time = json!({ "type": "string", "format": "date-time" });
    json!({ "type": "object", "required": ["letter", "reference", "received_at", "status", "findings"], "properties": {
        "letter": { "type": "string" }, "reference": { "type": "string" }, "file_name": { "type": "string" },
        "kind": { "type": ["string", "null"] }, "received_at": time,
        "status": { "enum": ["received", "with-office", "accepted", "accepted-with-warnings", "rejected"] },
        "findings": { "type": "object", "additionalProperties": { "type": "integer" } },
        "bytes": { "type": "integer" }, "sha256": { "type": "string" },
        "fetched_at": { "type": ["string", "null"], "format": "date-time" },
        "remarks": { "type": "array", "items": refers("Remark") },
        "answer": { "type": ["object", "null"], "properties": {
            "written_at": time, "report_number": { "type": ["string", "null"] }, "text": { "type": "string" },
            "remarks": { "type": "array", "items": refers("Remark") }, "note": { "type": "string", "description": "Signed by the office" },
        } },
    } })
}

fn remark() -> Value {
    json!({ "type": "object", "required": ["number", "severity", "code", "path", "message"], "properties": {
        "number": { "type": "integer" }, "severity": { "enum": ["fatal", "reject", "warn", "quality"] },
        "code": { "type": "string", "description": "Stable" }, "path": { "type": "string" },
        "line": { "type": "integer" }, "column": { "type": "integer" }, "transaction": { "type": ["integer", "null"] },
        "value": { "type": ["string", "null"], "description": "Only in the answer to sending" },
        "message": { "type": "string" }, "hint": { "type": ["string", "null"] },
    } })
}

fn sent() -> Value {
    json!({ "type": "object", "required": ["letter", "again", "receipt", "would_be_refused", "remarks"], "properties": {
        "letter": { "type": "string" }, "again": { "type": "boolean" }, "receipt": { "type": "string" },
        "would_be_refused": { "type": "boolean", "description": "By the rules in force here; the office decides" },
        "remarks": { "type": "array", "items": refers("Remark") },
    } })
}
