"""The time zones that are offered by the name of a city: one for each hour from Kaliningrad to Kamchatka, and Minsk."""

ZONES = (
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Minsk",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
)
