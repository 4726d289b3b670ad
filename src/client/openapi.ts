/**
 * The server's operations as its OpenAPI document has them. Written by `npm run client-types`; do not change
 * it by hand.
 */
export interface paths {
    "/api/Link/Upsert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create or update the link between two records */
        post: operations["upsertLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Link/Remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove the link between two records */
        post: operations["removeLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Link/BulkUpsert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create or update many links */
        post: operations["upsertLinks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Link/BulkRemove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove many links */
        post: operations["removeLinks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Link/Undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back a change of a link */
        post: operations["undoChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Link/Query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Query links */
        get: operations["queryLinks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Link/Count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count links */
        get: operations["countLinks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Link/History": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of links */
        get: operations["linkHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Link/Changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The feed of changes, for a system that keeps a copy */
        get: operations["linkChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Link/Changes/Stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The feed of changes as server-sent events */
        get: operations["linkChangesStream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{domain}/Query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Query the records of a domain */
        get: operations["queryRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{domain}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a record */
        get: operations["readRecord"];
        /** Change fields of a record */
        put: operations["updateRecord"];
        post?: never;
        /** Delete a record with its links */
        delete: operations["deleteRecord"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{domain}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a record */
        post: operations["createRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{domain}/Merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Merge a record into another */
        post: operations["mergeRecords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{domain}/Upsert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create or update the record that the match fields find */
        post: operations["upsertRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{domain}/BulkUpsert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create or update many records */
        post: operations["upsertRecords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{domain}/{id}/History": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of a record */
        get: operations["recordHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{domain}/Changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The feed of changes of a domain's records, for a system that keeps a copy */
        get: operations["recordChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/{domain}/Changes/Stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The feed of changes of a domain's records as server-sent events */
        get: operations["recordChangesStream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Files/Upload/{domain}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a file and link it to a record */
        post: operations["uploadFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/File/{id}/Content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download the content of a file */
        get: operations["readContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Domains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The domains that you may view */
        get: operations["listDomains"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Metadata/Domains/{domain}/DataDictionary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The fields of a domain */
        get: operations["dataDictionary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Metadata/Domains/{domain}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Create or extend a domain */
        put: operations["saveDomain"];
        post?: never;
        /** Drop a domain of your own */
        delete: operations["dropDomain"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Metadata/Domains/{domain}/Fields/{field}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Drop a field of your own */
        delete: operations["dropField"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Contact/Codes/ContactType": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The relationships that links to contacts may carry */
        get: operations["listRelationships"];
        put?: never;
        /** Add, rename or limit a relationship */
        post: operations["saveRelationship"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Contact/Codes/ContactType/BulkUpsert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add many relationships */
        post: operations["upsertRelationships"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Contact/Codes/ContactType/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Drop a relationship */
        delete: operations["dropRelationship"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Metadata/Links/{childDomain}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The fields of links to records of a domain */
        get: operations["listLinkFields"];
        /** Add fields to the links to records of a domain */
        put: operations["saveLinkFields"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Metadata/Links/{childDomain}/Fields/{field}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Drop a field of links */
        delete: operations["dropLinkField"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/Authentication/Authenticate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with a password */
        post: operations["authenticate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/Authentication/AuthenticateOAuth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in as OAuth has it, with client credentials */
        post: operations["authenticateOAuth"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/Authentication/FirstAdministrator": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the first client of a database, and its administrator */
        post: operations["createFirstAdministrator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/Authentication/SignOut": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the session of the token */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/Authentication/HasTokenExpired": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the token is not valid any more */
        get: operations["hasTokenExpired"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/Authentication/Ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server is there */
        get: operations["ping"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is asking, and what they may do */
        get: operations["readMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Me/Password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change your own password */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Client": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The client's settings */
        get: operations["readClient"];
        /** Change the client's settings */
        put: operations["saveClient"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Client/Sizes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much there is of a client */
        get: operations["readClientSizes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The users */
        get: operations["listUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Users/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Create or change a user */
        put: operations["saveUser"];
        post?: never;
        /** Delete a user */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The roles, with what they grant */
        get: operations["listRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Roles/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Create a role, or set what it grants */
        put: operations["saveRole"];
        post?: never;
        /** Delete a role that no user has */
        delete: operations["deleteRole"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tokens and sessions, without their texts */
        get: operations["listTokens"];
        put?: never;
        /** Make a long-lived token of a user */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/Tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a token or a session */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/AuditLog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed which setting, and who signed in */
        get: operations["auditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/RecentRequests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest requests, newest first */
        get: operations["recentRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/RecentRequests/Stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** New requests as server-sent events */
        get: operations["recentRequestsStream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/RecentRequests/Summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many requests there were, how long they took and how they failed */
        get: operations["requestSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server and its database work */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server answers at all */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether calls may be sent to this server */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["openApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A JSON object. */
        UpsertBody: {
            /** @description The domain of the record. A string. */
            ParentDomain?: string | null;
            /** @description Its id; where it is given, key and match field are not looked at. An integer from 1 to 9007199254740991, or a string of decimal digits in that range. */
            ParentRecordID?: number | string | null;
            /** @description The value of its match field, where no id is given. A string or a number. */
            ParentRecordKey?: string | number | null;
            /** @description The Text or Numeric field that the key stands in. A string. */
            ParentRecordMatchField?: string | null;
            /** @description The domain of the record. A string. */
            ChildDomain?: string | null;
            /** @description Its id; where it is given, key and match field are not looked at. An integer from 1 to 9007199254740991, or a string of decimal digits in that range. */
            ChildRecordID?: number | string | null;
            /** @description The value of its match field, where no id is given. A string or a number. */
            ChildRecordKey?: string | number | null;
            /** @description The Text or Numeric field that the key stands in. A string. */
            ChildRecordMatchField?: string | null;
            /** @description The relationship of a link to a Contact: what a new one carries, or with NewRelationship what the present one does. A string. */
            Relationship?: string | null;
            /** @description The relationship that the link is to carry. A string. */
            NewRelationship?: string | null;
            /** @description What the link itself says, by the names of its fields: a value sets, null clears, what is not named stays. A JSON object. */
            Fields?: {
                [key: string]: unknown;
            } | null;
        };
        UpsertAnswer: {
            /** @constant */
            IsSuccessful: true;
            /** @description The link; null where a dry run would insert one. */
            RecordID: number | null;
            Message: string;
            ParentID: number;
            ChildID: number;
            /** @description What the link carries after the call. */
            RelationshipID: number | null;
            /** @constant */
            DryRun?: true;
        };
        Message: string;
        /** @enum {unknown} */
        ErrorCode: "unauthenticated" | "permission_denied" | "invalid_json" | "invalid_request" | "parent_not_found" | "child_not_found" | "parent_ambiguous" | "child_ambiguous" | "record_ambiguous" | "record_referenced" | "not_unique" | "changed_meanwhile" | "merge_conflict" | "in_use" | "relationship_not_found" | "undo_conflict" | "idempotency_conflict" | "link_conflict" | "link_ambiguous" | "relationship_limit" | "not_applied" | "payload_too_large" | "unsupported_media_type" | "range_not_satisfiable" | "method_not_allowed" | "not_found" | "rate_limited" | "unavailable" | "internal";
        Problem: {
            /** @description urn:linkwright:problem:CODE */
            type: string;
            title: string;
            status: number;
            /** @description The message of the plain form. */
            detail: string;
            code: components["schemas"]["ErrorCode"];
            /** @description What is wrong with the input, each with its place. */
            errors?: {
                /** @description A JSON Pointer. */
                pointer: string;
                detail: string;
            }[];
            /** @description Records whose key is near to one that found nothing, in a dry run. */
            candidates?: {
                RecordID: number;
                Key: string;
            }[];
            /** @description Of an ambiguous key: ids of records that it fits, the lowest first, where the caller may view them. */
            matches?: number[];
            /** @description What became of a record meanwhile, newest first, where the caller may view it. */
            changes?: {
                ChangeID: number;
                /** @enum {unknown} */
                Action: "created" | "updated" | "merged" | "deleted";
                User: string;
                /** Format: date-time */
                At: string;
                /** @description The names of the fields that differ. */
                Fields: string[];
            }[];
            /** @description At the token endpoint: the code that OAuth has for it. */
            error?: string;
            /** @description Likewise: the message. */
            error_description?: string;
        };
        /** @description A JSON object. */
        RemovalBody: {
            /** @description The domain of the record. A string. */
            ParentDomain?: string | null;
            /** @description Its id; where it is given, key and match field are not looked at. An integer from 1 to 9007199254740991, or a string of decimal digits in that range. */
            ParentRecordID?: number | string | null;
            /** @description The value of its match field, where no id is given. A string or a number. */
            ParentRecordKey?: string | number | null;
            /** @description The Text or Numeric field that the key stands in. A string. */
            ParentRecordMatchField?: string | null;
            /** @description The domain of the record. A string. */
            ChildDomain?: string | null;
            /** @description Its id; where it is given, key and match field are not looked at. An integer from 1 to 9007199254740991, or a string of decimal digits in that range. */
            ChildRecordID?: number | string | null;
            /** @description The value of its match field, where no id is given. A string or a number. */
            ChildRecordKey?: string | number | null;
            /** @description The Text or Numeric field that the key stands in. A string. */
            ChildRecordMatchField?: string | null;
            /** @description What the link carries that is to go; every link where it is left out. A string that is not empty; every link is removed where it is null or left out. */
            Relationship?: string | null;
        };
        RemovalAnswer: {
            IsSuccessful: boolean;
            /** @description The removed link; the lowest, where several were. */
            RecordID: number | null;
            Message: string;
            ParentID: number;
            ChildID: number;
            /** @description What the link of RecordID carried. */
            RelationshipID: number | null;
            /** @description Every removed link, in order of id. */
            RecordIDs: number[];
            /** @constant */
            DryRun?: true;
        };
        RefusedEntry: {
            /** @constant */
            IsSuccessful: false;
            Message: string;
            ErrorCode: components["schemas"]["ErrorCode"];
            /** @description With `candidates=true`: records whose key is near to one that found nothing. */
            Candidates?: {
                RecordID: number;
                Key: string;
            }[];
            /** @description With `candidates=true`: ids of records that an ambiguous key fits, the lowest first. */
            Matches?: number[];
        };
        /** @description A JSON object. */
        UndoBody: {
            /** @description The number of the change, as the history has it. An integer from 1 to 9007199254740991, or a string of decimal digits in that range. */
            ChangeID?: number | string | null;
        };
        UndoAnswer: {
            /** @constant */
            IsSuccessful: true;
            /** @description The link. */
            RecordID: number;
            Message: string;
            ParentID: number;
            ChildID: number;
            /** @description What the link carries after the call. */
            RelationshipID: number | null;
            /**
             * @description What became of the link.
             * @enum {unknown}
             */
            Action: "inserted" | "changed" | "removed" | "restored";
            /** @description The number of the new change; null in a dry run. */
            ChangeID: number | null;
            /** @constant */
            DryRun?: true;
        };
        /** @description The columns asked for; one of a field is null where the link has no value. */
        LinkRow: {
            LinkID?: number;
            ParentDomain?: string;
            ParentID?: number;
            ChildDomain?: string;
            ChildID?: number;
            ContactTypeID?: number | null;
            /** @description The relationship's Code. */
            ContactType?: string | null;
            /** Format: date-time */
            CreatedAt?: string;
            CreatedBy?: string;
            /** Format: date-time */
            ModifiedAt?: string;
            ModifiedBy?: string;
        } & {
            [key: string]: string | number | boolean | null;
        };
        LinkCount: {
            Count: number;
        };
        RelationshipCount: {
            ContactTypeID: number | null;
            ContactType: string | null;
            Count: number;
        };
        ChangeRow: {
            ChangeID?: number;
            LinkID?: number;
            /** @enum {unknown} */
            Action?: "inserted" | "changed" | "removed" | "restored";
            ParentDomain?: string;
            ParentID?: number;
            ChildDomain?: string;
            ChildID?: number;
            BeforeContactTypeID?: number | null;
            AfterContactTypeID?: number | null;
            /** @description The fields of the link that differ, by name; null for one without a value. */
            BeforeFields?: {
                [key: string]: string | number | boolean | null;
            };
            /** @description The fields of the link that differ, by name; null for one without a value. */
            AfterFields?: {
                [key: string]: string | number | boolean | null;
            };
            /** Format: date-time */
            At?: string;
            User?: string;
            RequestID?: string;
        };
        /** @description Its id, then its fields by name; null where one has no value. */
        RecordRow: {
            ID: number;
        } & {
            [key: string]: string | number | boolean | null;
        };
        /** @description A JSON object. */
        RecordBody: {
            [key: string]: unknown;
        };
        RecordAnswer: {
            /** @constant */
            IsSuccessful: true;
            /** @description The record; null where a dry run would insert one. */
            RecordID: number | null;
            Message: string;
            /** @constant */
            DryRun?: true;
        };
        /** @description A JSON object. */
        MergeBody: {
            /** @description The record that stays; where it is given, key and match field are not looked at. An integer from 1 to 9007199254740991, or a string of decimal digits in that range. */
            KeepID?: number | string | null;
            /** @description The value of its match field, where no id is given. A string or a number. */
            KeepKey?: string | number | null;
            /** @description The Text or Numeric field that the key stands in. A string. */
            KeepMatchField?: string | null;
            /** @description The record that goes; where it is given, key and match field are not looked at. An integer from 1 to 9007199254740991, or a string of decimal digits in that range. */
            MergeID?: number | string | null;
            /** @description The value of its match field, where no id is given. A string or a number. */
            MergeKey?: string | number | null;
            /** @description The Text or Numeric field that the key stands in. A string. */
            MergeMatchField?: string | null;
        };
        MergeAnswer: {
            /** @constant */
            IsSuccessful: true;
            /** @description The record that was kept. */
            RecordID: number;
            Message: string;
            /** @description The record that is gone; its id stands for the kept one. */
            MergedID: number;
            /** @description Links that went over to the kept record. */
            MovedLinks: number;
            /** @description Links that were removed, since the kept record had theirs or would link itself. */
            RemovedLinks: number;
            /** @description Of these, links whose relationship differed from that of the one that stands. */
            Conflicts: number;
            /** @description Associations of other records that refer to the kept one now, in domains that the caller may view. */
            MovedAssociations: number;
            /** @description Fields of the kept record that got their values from the other. */
            FilledFields: number;
            /** @constant */
            DryRun?: true;
        };
        RecordChangeRow: {
            ChangeID?: number;
            RecordID?: number;
            /** @enum {unknown} */
            Action?: "created" | "updated" | "merged" | "deleted";
            /** @description The fields of the record that differ, by name; null for one without a value. */
            BeforeFields?: {
                [key: string]: string | number | boolean | null;
            };
            /** @description The fields of the record that differ, by name; null for one without a value. */
            AfterFields?: {
                [key: string]: string | number | boolean | null;
            };
            /** @description The record that was merged into this one; null for other changes. */
            MergedID?: number | null;
            /** Format: date-time */
            At?: string;
            User?: string;
            RequestID?: string;
        };
        /** @description A form (multipart/form-data). */
        UploadBody: {
            /** @description The content, sent as a file. */
            content: string;
            /** @description The file's name, of at most 255 characters, without a path; that of the content part, where it is left out. */
            FileName?: string;
            /** @description A text. */
            Description?: string;
            /** @description A text. */
            Folder?: string;
        };
        UploadAnswer: {
            /** @constant */
            IsSuccessful: true;
            /** @description The link. */
            RecordID: number;
            Message: string;
            ParentID: number;
            /** @description The File record. */
            ChildID: number;
            RelationshipID: null;
            SHA256: string;
            /** @description Bytes. */
            Size: number;
        };
        Domain: {
            Name: string;
            Label: string;
            /** @description Whether records of it may be children of links. */
            Linkable: boolean;
            /** @description Whether it is the client's own, and can be dropped. */
            Custom: boolean;
            /** @description What you may do with its records. */
            Permissions: ("View" | "Edit" | "AttachContacts" | "DetachContacts" | "AttachFiles" | "ModifyFiles")[];
        };
        Field: {
            Name: string;
            Label: string;
            /**
             * @description One of Text, Numeric, Date, DateTime, Boolean, Coded, Association.
             * @enum {unknown}
             */
            Type: "Text" | "Numeric" | "Date" | "DateTime" | "Boolean" | "Coded" | "Association";
            /** @description Whether it can be a match field. */
            CanMatch: boolean;
            /** @description Of an Association, the domain that it refers to. */
            RefersTo: string | null;
            /** @description Of a Coded field, what it accepts. */
            Codes: string[] | null;
            /**
             * @description How values of a Text are compared: `loose` ignores case, forms of characters and white space.
             * @enum {unknown}
             */
            Matching: "exact" | "loose";
            /** @description Whether every record must have a value. */
            Required: boolean;
            /** @description Whether no two records may have equal values. */
            Unique: boolean;
            /** @description What the values of a Text must look like. */
            Format: ("email" | "url" | "phone") | null;
            /** @description What the values of a Numeric are amounts of: a code of ISO 4217. */
            Currency: string | null;
            /** @description Whether it is the client's own, and can be dropped. */
            Custom: boolean;
        };
        /** @description A JSON object. */
        FieldBody: {
            /** @description A letter followed by up to 99 letters, digits or underscores. */
            Name: string;
            /** @description A string of at most 1000 characters. */
            Label?: string | null;
            /**
             * @description One of Text, Numeric, Date, DateTime, Boolean, Coded, Association.
             * @enum {unknown}
             */
            Type: "Text" | "Numeric" | "Date" | "DateTime" | "Boolean" | "Coded" | "Association";
            /** @description A string. */
            RefersTo?: string | null;
            /** @description An array of 1 to 10000 codes. */
            Codes?: string[];
            /**
             * @description How values of a Text are compared: `loose` ignores case, forms of characters and white space. Exact or loose.
             * @enum {unknown}
             */
            Matching?: "exact" | "loose";
            /** @description Whether every record must have a value. True or false. */
            Required?: boolean;
            /** @description Whether no two records may have equal values. True or false. */
            Unique?: boolean;
            /** @description What the values of a Text must look like. One of email, url, phone, or null for none. */
            Format?: ("email" | "url" | "phone") | null;
            /** @description What the values of a Numeric are amounts of. A code of ISO 4217, like EUR, or null for none. */
            Currency?: string | null;
        };
        /** @description A JSON object. */
        DomainBody: {
            /** @description A string of at most 1000 characters. */
            Label?: string | null;
            /** @description True or false. */
            Linkable?: boolean;
            /** @description An array of at most 500 fields. */
            Fields?: components["schemas"]["FieldBody"][];
        };
        Done: {
            /** @constant */
            IsSuccessful: true;
            Message: string;
        };
        Relationship: {
            ID: number;
            Code: string;
            Description: string;
            /** @description By parent domain, the most links with it on one record. */
            Limits: {
                [key: string]: number;
            };
        };
        /** @description A JSON object. */
        RelationshipBody: {
            /** @description An integer from 1 to 9007199254740991, or a string of decimal digits in that range. */
            ID?: number | string | null;
            /** @description A string of 1 to 200 characters that can be seen, with a letter or a digit, without white space at its ends, and no error value of a spreadsheet. */
            Code?: string;
            /** @description A string of at most 1000 characters that can be seen, without white space at its ends. */
            Description?: string | null;
            /** @description An object with the most links on one record by parent domain, like {"Claim": 1}. */
            Limits?: {
                [key: string]: number | null;
            };
        };
        /** @description A JSON object. */
        RelationshipEntry: {
            /** @description A string of 1 to 200 characters that can be seen, with a letter or a digit, without white space at its ends, and no error value of a spreadsheet. */
            Code: string;
            /** @description A string of at most 1000 characters that can be seen, without white space at its ends. */
            Description?: string | null;
        };
        RelationshipEntryAnswer: {
            /** @constant */
            IsSuccessful: true;
            ID: number;
            Code: string;
            Description: string;
            /** @description By parent domain, the most links with it on one record. */
            Limits: {
                [key: string]: number;
            };
        };
        LinkField: {
            Name: string;
            Label: string;
            /**
             * @description One of Text, Numeric, Date, DateTime, Boolean, Coded.
             * @enum {unknown}
             */
            Type: "Text" | "Numeric" | "Date" | "DateTime" | "Boolean" | "Coded";
            /** @description Of a Coded field, what it accepts. */
            Codes: string[] | null;
        };
        LinkFields: {
            Fields: components["schemas"]["LinkField"][];
        };
        /** @description A JSON object. */
        LinkFieldBody: {
            /** @description A letter followed by up to 99 letters, digits or underscores. */
            Name: string;
            /** @description A string of at most 1000 characters. */
            Label?: string | null;
            /**
             * @description One of Text, Numeric, Date, DateTime, Boolean, Coded.
             * @enum {unknown}
             */
            Type: "Text" | "Numeric" | "Date" | "DateTime" | "Boolean" | "Coded";
            /** @description An array of 1 to 10000 codes. */
            Codes?: string[] | null;
        };
        /** @description A JSON object. */
        LinkFieldsBody: {
            /** @description An array of at most 100 fields. */
            Fields?: components["schemas"]["LinkFieldBody"][];
        };
        Session: {
            token: string;
            /** Format: date-time */
            tokenExpiry: string;
        };
        OAuthSession: {
            access_token: string;
            /** @constant */
            token_type: "Bearer";
            /** @description Seconds. */
            expires_in: number;
        };
        Status: {
            /** @constant */
            status: "ok";
        };
        Me: {
            Account: string;
            Client: string;
            User: string;
            /** @description Whether the user may administer the client, and so everything in it. */
            Administrator: boolean;
            /**
             * @description Pair or relationship.
             * @enum {unknown}
             */
            LinkIdentity: "pair" | "relationship";
            /** @description What the user may do with each domain; those with which nothing are left out. */
            Permissions: {
                [key: string]: ("View" | "Edit" | "AttachContacts" | "DetachContacts" | "AttachFiles" | "ModifyFiles")[];
            };
            TokenID: number;
            /**
             * @description A session comes from signing in; a token is made for a program.
             * @enum {string}
             */
            TokenKind: "session" | "token";
            /** @description null for none. */
            TokenExpiresAt: string | null;
        };
        /** @description A JSON object. */
        PasswordBody: {
            /**
             * Format: password
             * @description A string of 1 to 1000 characters.
             */
            OldPassword: string;
            /**
             * Format: password
             * @description A string of 8 to 1000 characters.
             */
            NewPassword: string;
        };
        /** @description What the server that answers is set to. */
        ClientLimits: {
            /** @description Entries of one bulk call. */
            BulkEntries: number;
            /** @description Bytes of a request's body. */
            BodyBytes: number;
            /** @description Bytes of one file's content. */
            FileBytes: number;
            /** @description Bytes of the content of all the client's files. */
            ContentBytes: number;
            /** @description Rows of one page. */
            PageRows: number;
            /** @description How long a session lasts. */
            SessionMinutes: number;
            /** @description How long a request is shown. */
            RecentRequestDays: number;
            /** @description Requests of the client that are kept. */
            RecentRequests: number;
        };
        Client: {
            Account: string;
            Client: string;
            /**
             * @description Pair or relationship.
             * @enum {unknown}
             */
            LinkIdentity: "pair" | "relationship";
            /** @description Days that an entry of the audit log is kept. An integer from 90 to 3650. */
            AuditLogDays: number;
            Limits: components["schemas"]["ClientLimits"];
        };
        DomainSize: {
            Domain: string;
            Records: number;
            /** @description Of which its records are the parents. */
            Links: number;
        };
        ClientSizes: {
            /** @description How far each is counted; one that is as large may be larger. */
            CountedTo: number;
            Domains: components["schemas"]["DomainSize"][];
            /** @description Contents of files; equal ones, which are kept once, count as one. */
            Contents: number;
            /** @description Bytes of the contents that are counted. */
            ContentBytes: number;
        };
        /** @description A JSON object. */
        ClientBody: {
            /**
             * @description Pair or relationship.
             * @enum {unknown}
             */
            LinkIdentity?: "pair" | "relationship";
            /** @description Days that an entry of the audit log is kept. An integer from 90 to 3650. */
            AuditLogDays?: number;
        };
        User: {
            ID: number;
            Name: string;
            /** @description Whether the user may administer without a role that says so. */
            Administrator: boolean;
            Roles: string[];
            HasPassword: boolean;
            /** Format: date-time */
            CreatedAt: string;
        };
        /** @description A JSON object. */
        UserBody: {
            /**
             * Format: password
             * @description A string of 8 to 1000 characters, or null for a user who works with tokens alone.
             */
            Password?: string | null;
            /** @description True or false. */
            Administrator?: boolean;
            /** @description An array of names of roles. */
            Roles?: string[];
        };
        Role: {
            Name: string;
            /** @description An object of permissions by domain, or by * for every domain. */
            Grants: {
                [key: string]: ("View" | "Edit" | "AttachContacts" | "DetachContacts" | "AttachFiles" | "ModifyFiles" | "Administer")[];
            };
        };
        /** @description A JSON object. */
        RoleBody: {
            /** @description An object of permissions by domain, or by * for every domain. */
            Grants: {
                [key: string]: ("View" | "Edit" | "AttachContacts" | "DetachContacts" | "AttachFiles" | "ModifyFiles" | "Administer")[];
            };
        };
        Token: {
            ID: number;
            User: string;
            /** @description What it is for; empty for a session. */
            Name: string;
            /**
             * @description A session comes from signing in; a token is made for a program.
             * @enum {string}
             */
            Kind: "session" | "token";
            /** @description Those of the user's roles that it is bound to; null where it stands for all that the user may do. */
            Roles: string[] | null;
            /** Format: date-time */
            CreatedAt: string;
            /** @description null for none. */
            ExpiresAt: string | null;
            /** @description To the minute; null before the first use. */
            LastUsedAt: string | null;
        };
        /** @description A JSON object. */
        TokenBody: {
            /** @description A string of 1 to 200 characters, none of them a control character, with at most 30 combining marks in a row. */
            User: string;
            /** @description A string of 1 to 200 characters, none of them a control character, with at most 30 combining marks in a row. */
            Name?: string | "" | null;
            /** @description A date and time to come, like 2027-01-31T13:45:00Z. */
            ExpiresAt?: string | "" | null;
            /** @description An array of names of the user's roles, at least one; null, or nothing, for all that the user has. */
            Roles?: string[] | null;
        };
        NewToken: {
            ID: number;
            User: string;
            /** @description What it is for; empty for a session. */
            Name: string;
            /**
             * @description A session comes from signing in; a token is made for a program.
             * @enum {string}
             */
            Kind: "session" | "token";
            /** @description Those of the user's roles that it is bound to; null where it stands for all that the user may do. */
            Roles: string[] | null;
            /** Format: date-time */
            CreatedAt: string;
            /** @description null for none. */
            ExpiresAt: string | null;
            /** @description To the minute; null before the first use. */
            LastUsedAt: string | null;
            /** @description Its text, which is shown this once. */
            Token: string;
        };
        AuditLogEntry: {
            EntryID: number;
            /** Format: date-time */
            At: string;
            /** @enum {unknown} */
            Kind: "user" | "role" | "token" | "relationship" | "domain" | "field" | "linkField" | "setting" | "signIn";
            /** @enum {unknown} */
            Action: "created" | "changed" | "deleted" | "succeeded" | "failed" | "limited";
            /** @description The name of what was changed, the number of a token; null for several, and for none. */
            Subject: string | null;
            /** @description Who did it; of a sign-in as it was given. null for several. */
            User: string | null;
            /** @description null for what no request did. */
            Address: string | null;
            UserAgent: string | null;
            RequestID: string | null;
            /** @description What differs, as it was; null where there was nothing. */
            Before: {
                [key: string]: unknown;
            } | null;
            /** @description The same, as it is; null where there is nothing. */
            After: {
                [key: string]: unknown;
            } | null;
        };
        RecentRequest: {
            /** Format: date-time */
            Time: string;
            Status: number;
            UserAgent: string;
            Method: string;
            Path: string;
            DurationMs: number;
            ErrorCode: string | null;
            RequestID: string;
            User: string;
            Operation: string | null;
        };
        RequestMinute: {
            /** Format: date-time */
            Time: string;
            "2xx": number;
            "3xx": number;
            "4xx": number;
            "5xx": number;
        };
        OperationSummary: {
            Operation: string;
            Count: number;
            MedianMs: number;
            P95Ms: number;
            MaxMs: number;
        };
        ErrorSummary: {
            ErrorCode: string;
            Count: number;
        };
        RequestSummary: {
            /** Format: date-time */
            From: string;
            Count: number;
            Minutes: components["schemas"]["RequestMinute"][];
            Operations: components["schemas"]["OperationSummary"][];
            Errors: components["schemas"]["ErrorSummary"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    upsertLink: {
        parameters: {
            query?: {
                /** @description Writes nothing, and answers what the call would do. True or false. */
                dryRun?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpsertBody"];
            };
        };
        responses: {
            /** @description The link was inserted or updated, or would be. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpsertAnswer"];
                };
            };
        };
    };
    removeLink: {
        parameters: {
            query?: {
                /** @description Writes nothing, and answers what the call would do. True or false. */
                dryRun?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemovalBody"];
            };
        };
        responses: {
            /** @description The links that were removed, or would be. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovalAnswer"];
                };
            };
        };
    };
    upsertLinks: {
        parameters: {
            query?: {
                /** @description All entries are applied, or none. True or false. */
                atomic?: boolean;
                /** @description Writes nothing, and answers what the call would do. True or false. */
                dryRun?: boolean;
                /** @description Refused entries name the records that may have been meant. True or false. */
                candidates?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpsertBody"][];
            };
        };
        responses: {
            /** @description An answer for each entry. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": (components["schemas"]["UpsertAnswer"] | components["schemas"]["RefusedEntry"])[];
                };
            };
        };
    };
    removeLinks: {
        parameters: {
            query?: {
                /** @description All entries are applied, or none. True or false. */
                atomic?: boolean;
                /** @description Writes nothing, and answers what the call would do. True or false. */
                dryRun?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemovalBody"][];
            };
        };
        responses: {
            /** @description An answer for each entry. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": (components["schemas"]["RemovalAnswer"] | components["schemas"]["RefusedEntry"])[];
                };
            };
        };
    };
    undoChange: {
        parameters: {
            query?: {
                /** @description Writes nothing, and answers what the call would do. True or false. */
                dryRun?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UndoBody"];
            };
        };
        responses: {
            /** @description The change was taken back, or would be. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UndoAnswer"];
                };
            };
        };
    };
    queryLinks: {
        parameters: {
            query?: {
                /** @description The domain of the record. A name, given once. */
                parentDomain?: string;
                /** @description Its id; where it is given, key and match field are not looked at. An integer from 1 to 9007199254740991. */
                parentRecordID?: number;
                /** @description The value of its match field, where no id is given. A name, given once. */
                parentRecordKey?: string;
                /** @description The Text or Numeric field that the key stands in. A name, given once. */
                parentRecordMatchField?: string;
                /** @description The domain of the record. A name, given once. */
                childDomain?: string;
                /** @description Its id; where it is given, key and match field are not looked at. An integer from 1 to 9007199254740991. */
                childRecordID?: number;
                /** @description The value of its match field, where no id is given. A name, given once. */
                childRecordKey?: string;
                /** @description The Text or Numeric field that the key stands in. A name, given once. */
                childRecordMatchField?: string;
                /** @description The Code or Description of what the links carry. A name, given once. */
                relationship?: string;
                /** @description The columns that rows have; all where nothing is said. A list of LinkID, ParentDomain, ParentID, ChildDomain, ChildID, ContactTypeID, ContactType, CreatedAt, CreatedBy, ModifiedAt, ModifiedBy. */
                columns?: string;
                /** @description The order by LinkID. Asc or desc. */
                order?: "asc" | "desc";
                /** @description How many rows a page has; 100 where nothing is said. An integer from 1 to 1000. */
                pageSize?: number;
                /** @description The cursor of an earlier page. */
                after?: string;
                /** @description What the value of a field of the links must be, as `Fields.Since`, or with a condition, as `Fields.Since.from`; together with a record. Given several times, any of them. A value. */
                filters?: {
                    [key: string]: string | string[];
                };
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of links. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkRow"][];
                };
            };
        };
    };
    countLinks: {
        parameters: {
            query?: {
                /** @description The domain of the record. A name, given once. */
                parentDomain?: string;
                /** @description Its id; where it is given, key and match field are not looked at. An integer from 1 to 9007199254740991. */
                parentRecordID?: number;
                /** @description The value of its match field, where no id is given. A name, given once. */
                parentRecordKey?: string;
                /** @description The Text or Numeric field that the key stands in. A name, given once. */
                parentRecordMatchField?: string;
                /** @description The domain of the record. A name, given once. */
                childDomain?: string;
                /** @description Its id; where it is given, key and match field are not looked at. An integer from 1 to 9007199254740991. */
                childRecordID?: number;
                /** @description The value of its match field, where no id is given. A name, given once. */
                childRecordKey?: string;
                /** @description The Text or Numeric field that the key stands in. A name, given once. */
                childRecordMatchField?: string;
                /** @description The Code or Description of what the links carry. A name, given once. */
                relationship?: string;
                /** @description Counts each relationship for itself. Relationship. */
                by?: "relationship";
                /** @description What the value of a field of the links must be, as `Fields.Since`, or with a condition, as `Fields.Since.from`; together with a record. Given several times, any of them. A value. */
                filters?: {
                    [key: string]: string | string[];
                };
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many there are. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkCount"] | components["schemas"]["RelationshipCount"][];
                };
            };
        };
    };
    linkHistory: {
        parameters: {
            query?: {
                /** @description The domain of the record. A name, given once. */
                parentDomain?: string;
                /** @description Its id; where it is given, key and match field are not looked at. An integer from 1 to 9007199254740991. */
                parentRecordID?: number;
                /** @description The value of its match field, where no id is given. A name, given once. */
                parentRecordKey?: string;
                /** @description The Text or Numeric field that the key stands in. A name, given once. */
                parentRecordMatchField?: string;
                /** @description The domain of the record. A name, given once. */
                childDomain?: string;
                /** @description Its id; where it is given, key and match field are not looked at. An integer from 1 to 9007199254740991. */
                childRecordID?: number;
                /** @description The value of its match field, where no id is given. A name, given once. */
                childRecordKey?: string;
                /** @description The Text or Numeric field that the key stands in. A name, given once. */
                childRecordMatchField?: string;
                /** @description The Code or Description of what the links carry. A name, given once. */
                relationship?: string;
                /** @description One link, also one that is gone. An integer from 1 to 9007199254740991. */
                linkID?: number;
                /** @description The columns that rows have; all where nothing is said. A list of ChangeID, LinkID, Action, ParentDomain, ParentID, ChildDomain, ChildID, BeforeContactTypeID, AfterContactTypeID, BeforeFields, AfterFields, At, User, RequestID. */
                columns?: string;
                /** @description The cursor of an earlier page. */
                after?: string;
                /** @description How many rows a page has; 100 where nothing is said. An integer from 1 to 1000. */
                pageSize?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of changes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeRow"][];
                };
            };
        };
    };
    linkChanges: {
        parameters: {
            query?: {
                /** @description The domain of the record. A name, given once. */
                parentDomain?: string;
                /** @description Its id; where it is given, key and match field are not looked at. An integer from 1 to 9007199254740991. */
                parentRecordID?: number;
                /** @description The value of its match field, where no id is given. A name, given once. */
                parentRecordKey?: string;
                /** @description The Text or Numeric field that the key stands in. A name, given once. */
                parentRecordMatchField?: string;
                /** @description The domain of the record. A name, given once. */
                childDomain?: string;
                /** @description Its id; where it is given, key and match field are not looked at. An integer from 1 to 9007199254740991. */
                childRecordID?: number;
                /** @description The value of its match field, where no id is given. A name, given once. */
                childRecordKey?: string;
                /** @description The Text or Numeric field that the key stands in. A name, given once. */
                childRecordMatchField?: string;
                /** @description The Code or Description of what the links carry. A name, given once. */
                relationship?: string;
                /** @description One link, also one that is gone. An integer from 1 to 9007199254740991. */
                linkID?: number;
                /** @description The columns that rows have; all where nothing is said. A list of ChangeID, LinkID, Action, ParentDomain, ParentID, ChildDomain, ChildID, BeforeContactTypeID, AfterContactTypeID, BeforeFields, AfterFields, At, User, RequestID. */
                columns?: string;
                /** @description The cursor of an earlier page. */
                after?: string;
                /** @description How many rows a page has; 100 where nothing is said. An integer from 1 to 1000. */
                pageSize?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of changes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeRow"][];
                };
            };
        };
    };
    linkChangesStream: {
        parameters: {
            query?: {
                /** @description The domain of the record. A name, given once. */
                parentDomain?: string;
                /** @description Its id; where it is given, key and match field are not looked at. An integer from 1 to 9007199254740991. */
                parentRecordID?: number;
                /** @description The value of its match field, where no id is given. A name, given once. */
                parentRecordKey?: string;
                /** @description The Text or Numeric field that the key stands in. A name, given once. */
                parentRecordMatchField?: string;
                /** @description The domain of the record. A name, given once. */
                childDomain?: string;
                /** @description Its id; where it is given, key and match field are not looked at. An integer from 1 to 9007199254740991. */
                childRecordID?: number;
                /** @description The value of its match field, where no id is given. A name, given once. */
                childRecordKey?: string;
                /** @description The Text or Numeric field that the key stands in. A name, given once. */
                childRecordMatchField?: string;
                /** @description The Code or Description of what the links carry. A name, given once. */
                relationship?: string;
                /** @description One link, also one that is gone. An integer from 1 to 9007199254740991. */
                linkID?: number;
                /** @description The columns that rows have; all where nothing is said. A list of ChangeID, LinkID, Action, ParentDomain, ParentID, ChildDomain, ChildID, BeforeContactTypeID, AfterContactTypeID, BeforeFields, AfterFields, At, User, RequestID. */
                columns?: string;
                /** @description The cursor of an earlier page. */
                after?: string;
            };
            header?: {
                /** @description The cursor of an earlier page. */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream; this is the data of each event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ChangeRow"];
                };
            };
        };
    };
    queryRecords: {
        parameters: {
            query?: {
                /** @description A list of field names, divided by commas. */
                columns?: string;
                /** @description The name of a field, or ID; with - in front for descending order. */
                sort?: string;
                /** @description How many rows a page has; 100 where nothing is said. An integer from 1 to 1000. */
                pageSize?: number;
                /** @description The cursor of an earlier page. */
                after?: string;
                /** @description Beginnings of words, divided by spaces. */
                search?: string;
                /** @description 1 to 1000 ids from 1 to 9007199254740991, divided by commas. */
                ids?: string;
                /** @description The name of a domain and of its field, like Claim.Policy. */
                referredBy?: string;
                /** @description What a value must be, by the name of its field: itself, empty for none; or a condition, `Field.from`. Given several times, any of them. A value. */
                filters?: {
                    [key: string]: string | string[];
                };
            };
            header?: never;
            path: {
                /** @description The name of a domain, as in Claim or Custom.Vessel. */
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of records. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordRow"][];
                };
            };
        };
    };
    readRecord: {
        parameters: {
            query?: never;
            header?: {
                "If-None-Match"?: string;
            };
            path: {
                /** @description The name of a domain, as in Claim or Custom.Vessel. */
                domain: string;
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its id, then every field of the domain. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordRow"];
                };
            };
        };
    };
    updateRecord: {
        parameters: {
            query?: never;
            header?: {
                /** @description An ETag in quotation marks, several divided by commas, or *. */
                "If-Match"?: string;
            };
            path: {
                /** @description The name of a domain, as in Claim or Custom.Vessel. */
                domain: string;
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordBody"];
            };
        };
        responses: {
            /** @description The record was updated. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordAnswer"];
                };
            };
        };
    };
    deleteRecord: {
        parameters: {
            query?: never;
            header?: {
                /** @description An ETag in quotation marks, several divided by commas, or *. */
                "If-Match"?: string;
            };
            path: {
                /** @description The name of a domain, as in Claim or Custom.Vessel. */
                domain: string;
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record was deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordAnswer"];
                };
            };
        };
    };
    createRecord: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name that the caller gives the call, another for each. A call that comes again under its key does nothing, and is answered as the first time. 1 to 255 visible ASCII characters, bare or in quotes. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The name of a domain, as in Claim or Custom.Vessel. */
                domain: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordBody"];
            };
        };
        responses: {
            /** @description The record was created. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordAnswer"];
                };
            };
        };
    };
    mergeRecords: {
        parameters: {
            query?: {
                /** @description Fields in which the kept record, or its link, has no value get the other value. True or false. */
                fill?: boolean;
                /** @description Whose relationship stays where both have a link with the same record; such a call is refused where nothing is said. Keep or merged. */
                onConflict?: "keep" | "merged";
                /** @description Writes nothing, and answers what the call would do. True or false. */
                dryRun?: boolean;
            };
            header?: {
                /** @description An ETag in quotation marks, several divided by commas, or *. */
                "If-Match"?: string;
                /** @description A name that the caller gives the call, another for each. A call that comes again under its key does nothing, and is answered as the first time. 1 to 255 visible ASCII characters, bare or in quotes. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The name of a domain, as in Claim or Custom.Vessel. */
                domain: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeBody"];
            };
        };
        responses: {
            /** @description The records were merged, or would be. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergeAnswer"];
                };
            };
        };
    };
    upsertRecord: {
        parameters: {
            query: {
                /** @description A list of field names, divided by commas. */
                matchFields: string;
                /** @description Writes nothing, and answers what the call would do. True or false. */
                dryRun?: boolean;
            };
            header?: never;
            path: {
                /** @description The name of a domain, as in Claim or Custom.Vessel. */
                domain: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordBody"];
            };
        };
        responses: {
            /** @description The record was inserted or updated, or would be. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordAnswer"];
                };
            };
        };
    };
    upsertRecords: {
        parameters: {
            query: {
                /** @description A list of field names, divided by commas. */
                matchFields: string;
                /** @description Writes nothing, and answers what the call would do. True or false. */
                dryRun?: boolean;
            };
            header?: never;
            path: {
                /** @description The name of a domain, as in Claim or Custom.Vessel. */
                domain: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordBody"][];
            };
        };
        responses: {
            /** @description An answer for each entry. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": (components["schemas"]["RecordAnswer"] | components["schemas"]["RefusedEntry"])[];
                };
            };
        };
    };
    recordHistory: {
        parameters: {
            query?: {
                /** @description The columns that rows have; all where nothing is said. A list of ChangeID, RecordID, Action, BeforeFields, AfterFields, MergedID, At, User, RequestID. */
                columns?: string;
                /** @description The cursor of an earlier page. */
                after?: string;
                /** @description How many rows a page has; 100 where nothing is said. An integer from 1 to 1000. */
                pageSize?: number;
            };
            header?: never;
            path: {
                /** @description The name of a domain, as in Claim or Custom.Vessel. */
                domain: string;
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of changes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordChangeRow"][];
                };
            };
        };
    };
    recordChanges: {
        parameters: {
            query?: {
                /** @description The columns that rows have; all where nothing is said. A list of ChangeID, RecordID, Action, BeforeFields, AfterFields, MergedID, At, User, RequestID. */
                columns?: string;
                /** @description The cursor of an earlier page. */
                after?: string;
                /** @description How many rows a page has; 100 where nothing is said. An integer from 1 to 1000. */
                pageSize?: number;
                /** @description The order by ChangeID: `desc` begins with the newest. Asc or desc. */
                order?: "asc" | "desc";
            };
            header?: never;
            path: {
                /** @description The name of a domain, as in Claim or Custom.Vessel. */
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of changes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordChangeRow"][];
                };
            };
        };
    };
    recordChangesStream: {
        parameters: {
            query?: {
                /** @description The columns that rows have; all where nothing is said. A list of ChangeID, RecordID, Action, BeforeFields, AfterFields, MergedID, At, User, RequestID. */
                columns?: string;
                /** @description The cursor of an earlier page. */
                after?: string;
            };
            header?: {
                /** @description The cursor of an earlier page. */
                "Last-Event-ID"?: string;
            };
            path: {
                /** @description The name of a domain, as in Claim or Custom.Vessel. */
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream; this is the data of each event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["RecordChangeRow"];
                };
            };
        };
    };
    uploadFile: {
        parameters: {
            query?: {
                /** @description The Text or Numeric field in which the path's last part stands, where that is no id. */
                matchField?: string;
            };
            header?: {
                /** @description A name that the caller gives the call, another for each. A call that comes again under its key does nothing, and is answered as the first time. 1 to 255 visible ASCII characters, bare or in quotes. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The name of a domain, as in Claim or Custom.Vessel. */
                domain: string;
                /** @description The record's id; with `matchField` its key. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadBody"];
            };
        };
        responses: {
            /** @description The file was stored, and its record linked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadAnswer"];
                };
            };
        };
    };
    readContent: {
        parameters: {
            query?: {
                /** @description Lets a browser show it, where its MimeType is one that does no harm. True or false. */
                inline?: boolean;
            };
            header?: {
                /** @description One range of bytes, as in bytes=0-1023. */
                Range?: string;
                /** @description The ETag of the content that the range is of. */
                "If-Range"?: string;
                /** @description The ETags of what the caller has. */
                "If-None-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The content. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The range that was asked for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
        };
    };
    listDomains: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The domains. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"][];
                };
            };
        };
    };
    dataDictionary: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of a domain, as in Claim or Custom.Vessel. */
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The fields, in their order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Field"][];
                };
            };
        };
    };
    saveDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of a domain, as in Claim or Custom.Vessel. */
                domain: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DomainBody"];
            };
        };
        responses: {
            /** @description The domain as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
        };
    };
    dropDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of a domain, as in Claim or Custom.Vessel. */
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The domain was dropped. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    dropField: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of a domain, as in Claim or Custom.Vessel. */
                domain: string;
                /** @description The name of a field of the domain. */
                field: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The field was dropped. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    listRelationships: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The relationships. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Relationship"][];
                };
            };
        };
    };
    saveRelationship: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RelationshipBody"];
            };
        };
        responses: {
            /** @description The relationship as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Relationship"];
                };
            };
        };
    };
    upsertRelationships: {
        parameters: {
            query?: {
                /** @description Writes nothing, and answers what the call would do. True or false. */
                dryRun?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RelationshipEntry"][];
            };
        };
        responses: {
            /** @description An answer for each entry. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": (components["schemas"]["RelationshipEntryAnswer"] | components["schemas"]["RefusedEntry"])[];
                };
            };
        };
    };
    dropRelationship: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The relationship was dropped. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    listLinkFields: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The domain of the children of links, as in Contact. */
                childDomain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The fields, in their order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkFields"];
                };
            };
        };
    };
    saveLinkFields: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The domain of the children of links, as in Contact. */
                childDomain: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkFieldsBody"];
            };
        };
        responses: {
            /** @description All fields of those links, as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkFields"];
                };
            };
        };
    };
    dropLinkField: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The domain of the children of links, as in Contact. */
                childDomain: string;
                /** @description The name of a field of links. */
                field: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The field was dropped. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    authenticate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A string of 1 to 1000 characters, with at most 30 combining marks in a row. */
                    Account: string;
                    /** @description A string of 1 to 1000 characters, with at most 30 combining marks in a row. */
                    ClientName: string;
                    /** @description A string of 1 to 1000 characters, with at most 30 combining marks in a row. */
                    User: string;
                    /**
                     * Format: password
                     * @description A string of 1 to 1000 characters.
                     */
                    Password: string;
                };
            };
        };
        responses: {
            /** @description A token, for 30 minutes where the server was not told otherwise. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    authenticateOAuth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description "client_credentials".
                     * @constant
                     */
                    Grant_Type: "client_credentials";
                    /** @description A string of the form {Account}:{ClientName}:{User}, with at most 30 combining marks in a row. */
                    Client_ID: string;
                    /**
                     * Format: password
                     * @description A string of 1 to 1000 characters.
                     */
                    Client_Secret: string;
                };
                "application/x-www-form-urlencoded": {
                    /**
                     * @description "client_credentials".
                     * @constant
                     */
                    Grant_Type: "client_credentials";
                    /** @description A string of the form {Account}:{ClientName}:{User}, with at most 30 combining marks in a row. */
                    Client_ID: string;
                    /**
                     * Format: password
                     * @description A string of 1 to 1000 characters.
                     */
                    Client_Secret: string;
                };
            };
        };
        responses: {
            /** @description A token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthSession"];
                };
            };
        };
    };
    createFirstAdministrator: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: password
                     * @description A string of 1 to 1000 characters.
                     */
                    Secret: string;
                    /** @description A string of 1 to 200 characters, none of them a control character or a colon, with at most 30 combining marks in a row. */
                    Account: string;
                    /** @description A string of 1 to 200 characters, none of them a control character or a colon, with at most 30 combining marks in a row. */
                    ClientName: string;
                    /** @description A string of 1 to 200 characters, none of them a control character, with at most 30 combining marks in a row. */
                    User: string;
                    /**
                     * Format: password
                     * @description A string of 8 to 1000 characters.
                     */
                    Password: string;
                };
            };
        };
        responses: {
            /** @description A token of the administrator, as for a sign-in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    hasTokenExpired: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description true or false. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": boolean;
                };
            };
        };
    };
    ping: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
        };
    };
    readMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user behind the token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordBody"];
            };
        };
        responses: {
            /** @description The password is changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    readClient: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Client"];
                };
            };
        };
    };
    saveClient: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClientBody"];
            };
        };
        responses: {
            /** @description The settings as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Client"];
                };
            };
        };
    };
    readClientSizes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sizes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientSizes"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description How many rows a page has; 100 where nothing is said. An integer from 1 to 1000. */
                pageSize?: number;
                /** @description The cursor of an earlier page. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"][];
                };
            };
        };
    };
    saveUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A string of 1 to 200 characters, none of them a control character, with at most 30 combining marks in a row. */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserBody"];
            };
        };
        responses: {
            /** @description The user as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A string of 1 to 200 characters, none of them a control character, with at most 30 combining marks in a row. */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user is deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    listRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The roles. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"][];
                };
            };
        };
    };
    saveRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A string of 1 to 200 characters, none of them a control character, with at most 30 combining marks in a row. */
                role: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleBody"];
            };
        };
        responses: {
            /** @description The role as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
        };
    };
    deleteRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A string of 1 to 200 characters, none of them a control character, with at most 30 combining marks in a row. */
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The role is deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: {
                /** @description A string of 1 to 200 characters, none of them a control character, with at most 30 combining marks in a row. */
                user?: string;
                /** @description How many rows a page has; 100 where nothing is said. An integer from 1 to 1000. */
                pageSize?: number;
                /** @description The cursor of an earlier page. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of tokens. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"][];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenBody"];
            };
        };
        responses: {
            /** @description The token. Its text is shown this once. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The number of a token. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    auditLog: {
        parameters: {
            query?: {
                /** @description Who did it, or tried to sign in. The name of a user, of at most 200 characters. */
                user?: string;
                /** @description One of user, role, token, relationship, domain, field, linkField, setting, signIn. */
                kind?: "user" | "role" | "token" | "relationship" | "domain" | "field" | "linkField" | "setting" | "signIn";
                /** @description The earliest time; of a day its beginning (UTC). A day like 2027-01-31, or a date and time like 2027-01-31T13:45:00Z. */
                from?: string;
                /** @description The latest time; of a day its end (UTC). A day like 2027-01-31, or a date and time like 2027-01-31T13:45:00Z. */
                to?: string;
                /** @description How many rows a page has; 100 where nothing is said. An integer from 1 to 1000. */
                pageSize?: number;
                /** @description The cursor of an earlier page. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of entries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLogEntry"][];
                };
            };
        };
    };
    recentRequests: {
        parameters: {
            query?: {
                /** @description An operation's id, such as upsertLink. */
                operation?: string;
                /** @description A status such as 404, or a class of them such as 4xx. */
                status?: string;
                /** @description An integer from 1 to 1000. */
                limit?: number;
                /** @description The cursor of an earlier page, or the id of an event. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of requests. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecentRequest"][];
                };
            };
        };
    };
    recentRequestsStream: {
        parameters: {
            query?: {
                /** @description An operation's id, such as upsertLink. */
                operation?: string;
                /** @description A status such as 404, or a class of them such as 4xx. */
                status?: string;
            };
            header?: {
                /** @description The cursor of an earlier page, or the id of an event. */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream; this is the data of each event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["RecentRequest"];
                };
            };
        };
    };
    requestSummary: {
        parameters: {
            query?: {
                /** @description An integer from 1 to 10080. */
                minutes?: number;
                /** @description An integer from 1 to 10080. */
                step?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The summary. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestSummary"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They do. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
        };
    };
    live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They may. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
        };
    };
    openApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        openapi: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
}
