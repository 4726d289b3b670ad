import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { accept } from '../contract/accept.js';
import { Refusal } from '../contract/errors.js';
import { ContentParameters, UploadParameters } from '../contract/file.js';
import { limits } from '../contract/limits.js';
import * as operations from '../contract/operations/files.js';
import { findContent } from '../file/read.js';
import { uploadFile } from '../file/upload.js';
import { callerOf, senderOf } from './authenticate.js';
import { sendContent } from './download.js';
import { receiveUpload } from './multipart.js';
import { operationRoute } from './operation-route.js';
import type { Services } from './services.js';

const notMultipart = () =>
  new Refusal('unsupported_media_type', 'The body must be a form (Content-Type: multipart/form-data).');

function uploadRoutes(app: FastifyInstance, services: Services): void {
  let underWay = 0;

  operationRoute<'domain' | 'id'>(
    app,
    operations.uploadFile,
    async (request) => {
      if (!request.isMultipart()) throw notMultipart();
      const { matchField } = accept(UploadParameters, request.query);
      const { domain, id } = request.params;
      if (underWay >= limits.uploadsUnderWay) {
        throw new Refusal(
          'unavailable',
          `A server takes in at most ${limits.uploadsUnderWay} files at once.`,
        );
      }
      underWay++;
      try {
        const target = { domain, name: id, matchField };
        return await uploadFile(services, senderOf(services.callers, request), target, (kept) =>
          receiveUpload(request, kept, services.fileBytes),
        );
      } finally {
        underWay--;
      }
    },
    { arrivalMilliseconds: limits.uploadMilliseconds },
  );
}

/** The content of files (contract section 5). */
export function fileRoutes(app: FastifyInstance, services: Services): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    await scope.register(multipart, { throwFileSizeLimit: false });
    scope.addContentTypeParser('*', (_request, _payload, done) => done(notMultipart()));
    uploadRoutes(scope, services);
  });

  operationRoute<'id'>(app, operations.readContent, async (request, reply) => {
    const caller = callerOf(request);
    const { inline } = accept(ContentParameters, request.query);
    const metadata = await services.metadata.get(caller.client);
    const content = await findContent(services, caller, metadata, request.params.id);
    return sendContent(request, reply, content, inline === 'true');
  });
}
