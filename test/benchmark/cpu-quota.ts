import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';

/**
 * The share of a core at 512 MB. Lambda gives a whole core at 1,769 MB and proportionally less
 * below. The source is the AWS Lambda Developer Guide, "Configure function memory".
 */
export const cpuShareOf512Mb = 512 / 1769;

/**
 * Lambda's scheduling period in microseconds. It is not documented, but can be seen inside a
 * function.
 */
const periodUs = 20_000;

/** Holds processes to a share of one core, as Lambda does. */
export interface CpuQuota {
  hold(pid: number): void;
  remove(): void;
}

/** Returns a CPU quota made of a control group, or undefined if this machine allows none. */
export function createCpuQuota(share: number): CpuQuota | undefined {
  const quotaUs = Math.round(share * periodUs);
  const name = `session-expired-bench-${process.pid}`;
  try {
    if (existsSync('/sys/fs/cgroup/cgroup.controllers')) {
      writeFileSync('/sys/fs/cgroup/cgroup.subtree_control', '+cpu');
      return createGroup(`/sys/fs/cgroup/${name}`, { 'cpu.max': `${quotaUs} ${periodUs}` });
    }
    return createGroup(`/sys/fs/cgroup/cpu/${name}`, {
      'cpu.cfs_period_us': `${periodUs}`,
      'cpu.cfs_quota_us': `${quotaUs}`,
    });
  } catch {
    return undefined;
  }
}

function createGroup(folder: string, limits: Record<string, string>): CpuQuota {
  mkdirSync(folder);
  for (const [file, value] of Object.entries(limits)) writeFileSync(`${folder}/${file}`, value);
  return {
    hold: (pid) => writeFileSync(`${folder}/cgroup.procs`, String(pid)),
    remove: () => rmdirSync(folder),
  };
}
