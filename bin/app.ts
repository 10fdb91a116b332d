import { App } from 'aws-cdk-lib';
import { SessionExpiredStack } from '../lib/session-expired-stack.ts';
import { readSettings, readSwitch } from '../lib/settings/read-settings.ts';
import { SettingsError } from '../lib/settings/read-stages.ts';
import { devStage } from '../lib/settings/settings.ts';
import { say } from './kit/run-command.ts';

const app = new App();
const stage: string = app.node.tryGetContext('stage') ?? devStage;

try {
  const settings = readSettings(app.node.tryGetContext('stages'), stage);
  const isUrgent = readSwitch('urgent', app.node.tryGetContext('urgent'));
  new SessionExpiredStack(app, `SessionExpired-${stage}`, { stage, settings, isUrgent });
  app.synth();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  // The operator corrects a wrong setting. One line says how, and a stack trace would hide it.
  say(error.message);
  process.exitCode = 1;
}
