import type { TicketPreset } from './ticket-preset.ts';

/** Service requests of the City of Boston (Analyze Boston, "311 service requests", any year since 2011). */
export const boston311: TicketPreset = {
  name: 'boston311',
  meaning: '311 service requests of the City of Boston',
  zone: 'America/New_York',
  times: 'iso',
  datum: 'wgs84',
  columns: {
    id: 'case_enquiry_id',
    title: 'case_title',
    reportedAt: 'open_dt',
    dueAt: ['target_dt', 'sla_target_dt'],
    closedAt: 'closed_dt',
    status: 'case_status',
    text: 'closure_reason',
    category: 'type',
    channel: 'source',
    unit: 'department',
    address: 'location',
    lon: 'longitude',
    lat: 'latitude',
  },
  labels: {
    ontime: ['ontime', 'on_time', 'ontime_status'],
    neighborhood: 'neighborhood',
    subject: 'subject',
    reason: 'reason',
    queue: 'queue',
  },
  statuses: { Open: 'reported', Closed: 'closed' },
  knownAtClosing: { fields: ['text'], labels: ['ontime'] },
  regions: {
    codeSystem: 'boston',
    root: { code: 'boston', name: 'Boston', level: 'city' },
    column: 'neighborhood',
    level: 'district',
    // Where the city's geocoder knows no more than the postal city.
    unnamed: ['Boston'],
  },
};
